"""All that belongs to one municipality and one round (facts O1-O43): ``organisation.yaml`` as frozen typed values.

The text under a field is what the editor shows for the key; it is Danish because those who write the file are.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, model_validator

from ..errors import BadValue, say
from .values import Clock, Colour, Day, FreeText, Line, Listed, Minutes, Whole, Written, YesNo, Zone
from .workplace import MonthEvent, entry

Words = tuple[Line, ...]


class Period(Written):
    start: Day = entry("fra", default=...)
    """Første dag."""
    end: Day = entry("til", default=...)
    """Sidste dag."""

    @model_validator(mode="after")
    def _in_order(self):
        if self.end < self.start:
            raise BadValue("period", say("the period ends before it begins"), say("swap fra and til"))
        return self

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


class Round(Written):
    year: Whole = entry("år", default=...)
    """Året, runden hører til."""
    title: Line = entry("titel", default=...)
    """Rundens titel, som den står på forsiden."""
    version: Line | None = entry("version")
    """Guidens version, som den står på arkene."""
    version_date: Day | None = entry("version-dato")
    """Datoen for versionen."""
    first: YesNo = entry("første", default=False)
    """ja, når det er første gang, metoden prøves."""
    period: Period | None = entry("periode")
    """Perioden, hvor alle dialoger skal holdes."""
    plan_deadline: Day | None = entry("plan-senest")
    """Sidste dag, udviklingsplanen kan afleveres (dagen selv er med)."""
    plan_deadline_margin: Whole = entry("dage-før-workshop", default=5)
    """Så mange arbejdsdage bør der mindst være mellem afleveringen og opfølgningsworkshoppen."""

    @property
    def guide(self) -> str:
        """Which guide this is, as it stands on the sheets: the round's title and the version."""
        return " ".join(part for part in (self.title, self.version) if part)


class Body(Written):
    name: Line = entry("navn", default=...)
    """Navnet uden endelse: Hovedudvalg."""
    definite: Line = entry("bestemt", default=...)
    """Navnet med endelse: Hovedudvalget."""
    email: Line | None = entry("email")
    """Mailadressen."""


class Signatory(Written):
    name: Line = entry("navn", default=...)
    """Navnet."""
    title: Line = entry("titel", default=...)
    """Stilling og hverv."""


class Track(Written):
    name: Line = entry("navn", default=...)
    """Sporets navn."""
    text: Line | None = entry("tekst")
    """En linje om sporet."""
    link: Line | None = entry("link")
    """Adressen på sporets egen guide."""
    here: YesNo = entry("her", default=False)
    """ja ved det spor, denne guide handler om."""


class Predecessor(Written):
    name: Line = entry("navn", default=...)
    """Navnet på det, metoden afløser."""
    scope: Annotated[Words, Listed] = entry("omfang", default=())
    """Hvad den undersøgte."""


class Quote(Written):
    source: Line = entry("kilde", default=...)
    """Hvor ordene står."""
    quote: FreeText | None = entry("citat")
    """Den officielle ordlyd. Uden den nævnes kun nøgleordene."""
    words: Words = entry("nøgleord", default=())
    """Nøgleordene."""
    link: Line | None = entry("link")
    """Hvor dokumentet ligger."""


class Values(Written):
    staff: Quote = entry("personale", default=...)
    """Personalepolitikkens værdier."""
    leadership: Quote = entry("ledelse", default=...)
    """Ledelsesgrundlaget."""
    process: Words = entry("proces", default=())
    """Det, der får afgørende vægt i processen."""
    manner: Line | None = entry("måde")
    """Måden, man taler sammen på."""


class PlanningGroupSize(Written):
    min: Whole = 2
    """Færrest medarbejdere i planlægningsgruppen ud over lederen."""
    max: Whole = 3
    """Flest medarbejdere i planlægningsgruppen ud over lederen."""


class Hr(Written):
    name: Line = entry("navn", default="HR")
    """Hvad enheden hedder."""
    consultant: Line = entry("trivselskonsulent", default="trivselskonsulent")
    """Titlen på kommunens egen konsulent."""
    external_consultant: Line = entry("ekstern-konsulent", default="ekstern konsulent")
    """Hjælp udefra ved svært samarbejde."""
    external_adviser: Line = entry("ekstern-rådgiver", default="ekstern arbejdsmiljørådgiver")
    """Hjælp udefra ved en dårlig kultur."""
    email: Line | None = entry("email")
    """Mailadressen."""
    phone: Line | None = entry("telefon")
    """Telefonnummeret."""


class Talks(Written):
    staff: Line = entry("medarbejder", default="MUS")
    """Medarbejdersamtalen."""
    leader: Line = entry("leder", default="lederens samtale")
    """Lederens samtale med sin egen leder."""
    plan: Line = entry("plan", default="opsamlingsplan")
    """Skabelonen til lederens plan."""


class Session(Written):
    date: Day | None = entry("dato")
    """Dagen."""
    start: Clock | None = entry("fra")
    """Begynder."""
    end: Clock | None = entry("til")
    """Slutter."""
    place: Line | None = entry("sted")
    """Stedet."""
    team: Line | None = entry("hold")
    """Holdet."""


class Workshop(Written):
    key: Line = Field(validation_alias="nøgle")
    """startup, representatives, training eller followup."""
    title: Line = entry("titel", default=...)
    """Workshoppens titel."""
    audience: Line = entry("for", default=...)
    """Hvem den er for."""
    duration: Line | None = entry("varighed")
    """Hvor længe den varer."""
    signup: Line | None = entry("tilmelding")
    """Hvor man melder sig til."""
    sessions: tuple[Session, ...] = entry("hold", default=())
    """Holdene: dato, fra, til, sted."""


class ProgrammeMinutes(Written):
    """The standard programme (O34, dia.9-14), in minutes; stories, sorting and plenary are held once per theme."""

    welcome: Minutes = entry("velkomst", default=15)
    """Velkomst."""
    stories: Minutes = entry("eksempler", default=30)
    """Fase A: eksempler."""
    sorting: Minutes = entry("sortering", default=15)
    """Fase B: sortering."""
    plenary: Minutes = entry("plenum", default=25)
    """Fase C: plenum."""
    pause: Minutes = entry("pause", default=10)
    """Pause."""
    close: Minutes = entry("afslutning", default=15)
    """Fælles afslutning."""

    @property
    def theme(self) -> int:
        return self.stories + self.sorting + self.plenary

    @property
    def total(self) -> int:
        return self.welcome + self.pause + self.close + 2 * self.theme


class Channel(Written):
    key: Line = Field(validation_alias="nøgle")
    """Nøglen, figuren og teksten kender den på."""
    name: Line = entry("navn", default=...)
    """Hvad støtten hedder."""
    who: Line = entry("hvem", default=...)
    """Hvem der kan bruge den, eller hvem der har pligten."""
    what: Line = entry("hvad", default=...)
    """Hvad den er til."""
    contact: Line | None = entry("kontakt")
    """Telefon, mail eller navn. Et tomt felt står tomt i tabellen i Bilag 4."""


class Privacy(Written):
    forms: FreeText | None = entry("skemaer")
    """Hvem der ser skemaerne, og hvornår de makuleres."""
    delete_by: Day | None = entry("slettes-senest")
    """Dagen, hvor navnene senest skal slettes."""
    smallest_shown: Whole = entry("mindste-antal", default=5)
    """Tal under dette vises ikke."""
    index: YesNo = entry("må-findes-af-søgemaskiner", default=False)
    """ja, når siderne må findes af søgemaskiner."""


class Look(Written):
    wellbeing: Colour = entry("trivsel", default="#0B5C6B")
    """Farven for trivsel (den har også en cirkel)."""
    leadership: Colour = entry("ledelse", default="#8A3B12")
    """Farven for ledelse (den har også en firkant)."""
    logo: Line | None = entry("logo")
    """Filen med logoet (SVG eller PNG), set fra mappen, hvor denne fil ligger."""


class Planning(Written):
    """How far from the dialogue each step lies when nobody has said otherwise; weeks, before or after."""

    planning: Whole = entry("trin-1", default=16)
    information: Whole = entry("trin-2", default=14)
    forms: Whole = entry("trin-3", default=12)
    selection: Whole = entry("trin-4", default=11)
    invitation: Whole = entry("trin-5", default=5)
    preparation: Whole = entry("trin-6", default=1)
    practical: Whole = entry("trin-7", default=1)
    first_meeting: Whole = entry("trin-9", default=2)
    plan: Whole = entry("trin-10", default=2)
    feedback: Whole = entry("trin-11", default=4)
    underway: Whole = entry("trin-12", default=5)


class Organisation(Written):
    name: Line = entry("navn", default=...)
    """Organisationens navn."""
    languages: Annotated[Words, Listed] = entry("sprog", default=("da",))
    """De sprog, der bygges på, når arbejdspladsen ikke siger andet."""
    country: Line = entry("land", default="DK")
    """Landets kode; bestemmer helligdagene."""
    time_zone: Zone = entry("tidszone", default="Europe/Copenhagen")
    """Tidszonen, som klokkeslættene gælder i, for eksempel Europe/Copenhagen. Kalenderfilerne bruger den."""
    spirit: Line | None = entry("ånd")
    """Navnet på det fælles, for eksempel en ånd. Må være tomt."""
    concept: Line = entry("koncept", default=...)
    """Konceptets navn."""
    method: Line = entry("metode", default=...)
    """Metodens navn, bruges også om selve mødet."""
    round: Round = entry("runde", default=...)
    """Årets runde."""
    rhythm_years: Whole = entry("hvert-år", default=2)
    """Så mange år går der mellem runderne."""
    predecessor: Predecessor | None = entry("afløser")
    """Det, metoden afløser."""
    foreword: tuple[Signatory, ...] = entry("forord", default=())
    """Dem, der har skrevet under på forordet."""
    tracks: tuple[Track, ...] = entry("spor", default=())
    """Konceptets spor. Udelades, til navnene er kendt."""
    annual_wheel: tuple[MonthEvent, ...] = entry("årshjul", default=())
    """Punkter i organisationens årshjul."""
    values: Values = entry("værdier", default=...)
    """Værdier og grundlag."""
    main_committee: Body = entry("hovedudvalg", default=...)
    """Det øverste MED-udvalg."""
    coordination_group: Body = entry("koordinationsgruppe", default=...)
    """Gruppen, der samler planerne i hvert område."""
    local_committee: Body = entry("lokaludvalg", default=...)
    """Det lokale MED-udvalg."""
    trio: Line = entry("trio", default="TRIO")
    """Leder, TR og AMR tilsammen."""
    planning_group: PlanningGroupSize = Field(PlanningGroupSize(), validation_alias="planlægningsgruppe")
    """Planlægningsgruppens størrelse uden eget udvalg."""
    hr: Hr = Field(Hr(), validation_alias="hr")
    """HR og hjælpen derfra."""
    booking_system: Line | None = entry("tilmeldingssystem")
    """Systemet, man melder sig til workshopper i."""
    intranet: Line = entry("intranet", default="intranettet")
    """Hvad intranettet kaldes i en sætning."""
    intranet_links: dict[str, Line] = entry("intranet-links", default={})
    """Adresser på intranettet: temaer, skabeloner, værktøjskasse ..."""
    talks: Talks = Field(Talks(), validation_alias="samtaler")
    """Navnene på samtalerne."""
    workshops: tuple[Workshop, ...] = entry("workshopper", default=())
    """Rundens workshopper."""
    leader_groups: Line = entry("ledergrupper", default="tværgående ledergrupper")
    """Det officielle navn på de tværgående ledergrupper."""
    plan_route: Words = entry("planens-vej", default=())
    """Dem, planen går igennem, i rækkefølge."""
    exempt_staff: Line = entry("undtaget", default="timelønnede")
    """Dem, der ikke deltager."""
    programme: ProgrammeMinutes = Field(ProgrammeMinutes(), validation_alias="program")
    """Programmets minutter."""
    group_min: Whole = entry("gruppe-mindst", default=3)
    """Færrest i en gruppe."""
    group_max: Whole = entry("gruppe-højst", default=4)
    """Flest i en gruppe."""
    chosen_points: Whole = entry("udvalgte", default=2)
    """Så mange pointer og handlinger vælger hver gruppe."""
    min_efforts: Whole = entry("indsatser-mindst", default=2)
    """Færrest indsatser."""
    max_efforts: Whole = entry("indsatser-højst", default=3)
    """Flest indsatser."""
    leader_areas: Whole = entry("lederens-områder", default=3)
    """Flest områder i lederens egen plan."""
    followup_months: Annotated[tuple[Whole, ...], Listed] = entry("opfølgning-måneder", default=(3, 6, 9, 12))
    """Måneder efter planen, hvor I følger op."""
    zero_tolerance: YesNo = entry("nultolerance", default=True)
    """ja, når organisationen har nultolerance over for krænkelser."""
    common_guidelines: Line | None = entry("fælles-retningslinjer")
    """Hvor de fælles retningslinjer ligger."""
    support: tuple[Channel, ...] = entry("støtte", default=())
    """Støttemulighederne i Bilag 4."""
    citizen_terms: Words = entry("borgere", default=())
    """Hvem ordet borger kan dække."""
    area_term: Line = entry("område-ord", default="direktørområde")
    """Hvad et område kaldes."""
    levels: Words = entry("niveauer", default=())
    """Niveauerne i organisationen, fra det nære til det fjerne."""
    summer_closing: Period | None = entry("sommerlukning")
    """Perioden, hvor planlagte datoer flyttes til før ferien."""
    planning: Planning = Field(Planning(), validation_alias="planlægning")
    """Uger mellem hvert trin og dialogen, når arbejdspladsen ikke har bestemt en dato."""
    credits: Line | None = entry("kreditering")
    """Hvem der har lavet illustrationerne."""
    privacy: Privacy = Field(Privacy(), validation_alias="privatliv")
    """Regler for navne og skemaer."""
    accessibility_statement: Line | None = entry("tilgængelighedserklæring")
    """Adressen på tilgængelighedserklæringen."""
    address: Line | None = entry("adresse")
    """Webadressen, hvor siderne lægges, for eksempel https://intranet.eksempel.dk/dialog/."""
    look: Look = Field(Look(), validation_alias="udseende")
    """Farver og logo."""

    @property
    def full_method(self) -> str:
        """The method's name with the concept's in front."""
        return f"{self.concept} {self.method}"
