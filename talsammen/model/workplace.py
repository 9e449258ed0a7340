"""What one workplace tells in its YAML file (facts W1-W64), as frozen typed values.

The text under a field is what the editor shows for the key and what stands in docs/workplace-file.md; it is Danish
because the people who write the file are. Every key but ``arbejdsplads`` may be left out; unknown is None or empty.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import AliasChoices, BeforeValidator, Field, model_validator

from ..errors import BadValue, say
from .choices import chosen
from .values import (
    MONTH_NAMES,
    Also,
    Clock,
    Day,
    FreeText,
    Line,
    Listed,
    Minutes,
    PlainOrMap,
    Text,
    Whole,
    Written,
    YesNo,
    last_day,
    parse_whole,
)


def entry(*danish: str, default=None):
    """A field that may be left out, with its Danish key (and further keys that mean the same)."""
    return Field(default, validation_alias=AliasChoices(*danish))


class Person(PlainOrMap):
    _plain = "name"

    name: Line | None = entry("navn")
    """Navnet, som det skal stå. Uden navn kommer der en linje at skrive på."""
    role: FreeText | None = entry("rolle")
    """Rollen i planlægningsgruppen: leder, TR, AMR, medarbejder."""
    title: FreeText | None = entry("titel", "stilling")
    """Stillingen, for eksempel daglig leder."""
    email: Line | None = entry("email", "e-mail", "mail")
    """Arbejdsmailen."""
    phone: Line | None = entry("telefon", "tlf")
    """Arbejdstelefonen."""
    profession: Line | None = entry("faggruppe", "fag")
    """Faggruppen. Grupperne blandes på tværs af den."""
    hand_in: FreeText | None = entry("aflevering")
    """Hvor skemaerne afleveres, for eksempel postkassen i personalerummet. (Kun for kontakten.)"""
    number: Whole | None = entry("nummer")
    """Deltagerens nummer, når navnet ikke står i filen."""


MOST_PEOPLE = 1000


def _people(value):
    if isinstance(value, str):
        if not 0 < (count := parse_whole(value)) <= MOST_PEOPLE:
            raise BadValue(
                "people",
                say("{count} people cannot be the number of participants", count=count),
                say("write a number from 1 to {most}", most=MOST_PEOPLE),
            )
        return [{"number": str(n)} for n in range(1, count + 1)]
    return value


People = Annotated[tuple[Person, ...], BeforeValidator(_people), Also("number")]
Roster = tuple[tuple[Line, ...], ...]


class Groups(Written):
    wellbeing: Roster = entry("trivsel", default=())
    """Grupperne i første runde: en liste af lister med navne."""
    leadership: Roster = entry("ledelse", default=())
    """Grupperne i anden runde: nye grupper, så så få som muligt mødes igen."""


class Programme(Written):
    """The minutes of each item of the dialogue (facts dia.9-13); what is not given follows from the length."""

    welcome: Minutes | None = entry("velkomst")
    """Velkomsten i minutter."""
    wellbeing_stories: Minutes | None = entry("trivsel-eksempler")
    """Eksempler om trivsel (fase A) i minutter."""
    wellbeing_sorting: Minutes | None = entry("trivsel-sortering")
    """Sortering om trivsel (fase B) i minutter."""
    wellbeing_plenary: Minutes | None = entry("trivsel-plenum")
    """Plenum om trivsel (fase C) i minutter."""
    pause: Minutes | None = entry("pause")
    """Pausen i minutter."""
    leadership_stories: Minutes | None = entry("ledelse-eksempler")
    """Eksempler om ledelse (fase A) i minutter."""
    leadership_sorting: Minutes | None = entry("ledelse-sortering")
    """Sortering om ledelse (fase B) i minutter."""
    leadership_plenary: Minutes | None = entry("ledelse-plenum")
    """Plenum om ledelse (fase C) i minutter."""
    close: Minutes | None = entry("afslutning")
    """Den fælles afslutning i minutter."""


class Dialogue(Written):
    team: Line | None = entry("hold", "team")
    """Holdets navn, når dialogen holdes på flere hold: dag, aften ..."""
    date: Day | None = entry("dato")
    """Dagen for dialogen, for eksempel 17-09-2025."""
    start: Clock | None = entry("kl", "klokken", "start", "starttid")
    """Klokkeslættet, hvor dialogen begynder, for eksempel 8.30."""
    place: FreeText | None = entry("sted", "lokale")
    """Lokale og adresse."""
    duration: Minutes | None = entry("varighed")
    """Hvor længe dialogen varer, for eksempel 3 timer. Uden svar gælder organisationens program."""
    programme: Programme | None = entry("program")
    """Minutter for de enkelte punkter, når I vil noget andet end det, der følger af varigheden."""
    catering: FreeText | None = entry("forplejning")
    """Forplejningen: kaffe, frugt, sandwich ..."""
    cancelled: YesNo = entry("aflyst", default=False)
    """ja, når dialogen er aflyst eller udsat."""
    participants: People | None = entry("deltagere")
    """Holdets deltagere: navne eller et antal. (Kun når der er flere hold.)"""
    groups: Groups | None = entry("grupper")
    """Holdets grupper, når I selv vil bestemme dem."""
    absent: tuple[Line, ...] = entry("fraværende", default=())
    """Navnene på dem, der alligevel ikke kommer."""


class Dates(Written):
    """When each step is done; what is not given is planned backwards from the dialogue."""

    planning: Day | None = entry("planlægning", "trin-1")
    """Trin 1: planlægningsgruppen mødes og lægger planen."""
    information: Day | None = entry("information", "trin-2")
    """Trin 2: mødet, hvor medarbejderne får at vide, hvad der skal ske."""
    forms: Day | None = entry("skemaer", "trin-3")
    """Trin 3: sidste dag for at aflevere skemaerne med forslag til temaer."""
    selection: Day | None = entry("valg", "temavalg", "trin-4")
    """Trin 4: planlægningsgruppen vælger temaerne."""
    invitation: Day | None = entry("invitation", "trin-5")
    """Trin 5: invitationen sendes ud."""
    preparation: Day | None = entry("forberedelse", "påmindelse", "trin-6")
    """Trin 6: påmindelsen om at finde eksempler."""
    practical: Day | None = entry("praktisk", "trin-7")
    """Trin 7: det praktiske er på plads."""
    first_meeting: Day | None = entry("første-møde", "personalemøde", "trin-9")
    """Trin 9: det første personale- eller teammøde efter dialogen."""
    plan: Day | None = entry("planmøde", "trin-10")
    """Trin 10: planlægningsgruppen sorterer, vælger og laver planen."""
    feedback: Day | None = entry("tilbagemelding", "trin-11")
    """Trin 11: medarbejderne hører, hvad der er valgt."""
    underway: Day | None = entry("i-gang", "trin-12")
    """Trin 12: indsatserne går i gang."""
    plan_sent: Day | None = entry("plan-sendes")
    """Dagen, hvor udviklingsplanen sendes videre."""
    followup_3: Day | None = entry("opfølgning-3", "3-måneder")
    """Opfølgning efter tre måneder."""
    followup_6: Day | None = entry("opfølgning-6", "6-måneder")
    """Opfølgning efter seks måneder."""
    followup_9: Day | None = entry("opfølgning-9", "9-måneder")
    """Opfølgning efter ni måneder."""
    followup_12: Day | None = entry("opfølgning-12", "12-måneder")
    """Opfølgning efter tolv måneder."""


class ChosenTheme(PlainOrMap):
    _plain = "title"

    title: FreeText = entry("titel", default=...)
    """Temaets titel eller id fra themes_catalog.yaml, eller titlen på jeres eget (valgfrit tema)."""
    description: FreeText | None = entry("beskrivelse")
    """Hvad det valgfrie tema handler om."""


class ChosenThemes(Written):
    wellbeing: ChosenTheme | None = entry("trivsel")
    """Det valgte trivselstema."""
    leadership: ChosenTheme | None = entry("ledelse")
    """Det valgte ledelsestema."""
    reason: FreeText | None = entry("begrundelse")
    """Hvorfor det blev netop de to temaer."""
    among_proposals: YesNo = entry("blandt-forslagene", default=True)
    """nej, når et af temaerne ikke er blandt dem, medarbejderne foreslog. Så siger invitationen det."""


class Evaluation(Written):
    good: tuple[FreeText, ...] = entry("godt", default=())
    """Hvad medarbejderne syntes, var særligt godt ved dialogen."""
    adjust: tuple[FreeText, ...] = entry("justere", default=())
    """Hvad I vil justere næste gang."""


class Effort(Written):
    effort: FreeText = entry("indsats", default=...)
    """Indsatsens navn. Det samme i udviklingsplan, handleplan og IGLO."""
    period: FreeText | None = entry("periode")
    """Hvornår I arbejder med den, for eksempel vinter 2025/26."""
    theme: Annotated[Literal["wellbeing", "leadership"] | None, *chosen(wellbeing="trivsel", leadership="ledelse")] = (
        entry("tema")
    )
    """Hvilket af de to temaer indsatsen kommer fra: trivsel eller ledelse."""
    december: YesNo = entry("december", default=False)
    """ja ved den ene indsats, I helst vil arbejde videre med på organisationens workshop."""
    organisation: YesNo = entry("organisation", default=False)
    """ja, når indsatsen kræver noget af andre uden for arbejdspladsen."""


class Milestone(PlainOrMap):
    _plain = "what"

    when: FreeText | None = entry("hvornår", "tid")
    """Hvornår."""
    what: FreeText = entry("hvad", default=...)
    """Hvad der skal være sket."""

    @property
    def due(self) -> date | None:
        """The last day it can be about, as far as its words tell: »november 2025« is the 30th."""
        return last_day(self.when.first) if self.when else None


class ActionPlan(Written):
    effort: FreeText = entry("indsats", default=...)
    """Den indsats fra udviklingsplanen, handleplanen hører til."""
    action: FreeText | None = entry("handling")
    """Hvad I gør helt konkret."""
    milestones: tuple[Milestone, ...] = entry("milepæle", default=())
    """Hvad der skal ske hvornår: planlægning, udførelse, evaluering."""
    measured_by: FreeText | None = entry("måles", "evaluering")
    """Hvordan I ser, om indsatsen virker."""
    owner: Line | None = entry("tovholder", "ansvar")
    """Hvem der er tovholder."""
    communication: FreeText | None = entry("kommunikation")
    """Hvem der skal vide hvad, hvornår og hvordan."""
    status: Annotated[
        Literal["idea", "underway", "done", "evaluated"] | None,
        *chosen(idea="idé", underway="i gang", done="gennemført", evaluated="evalueret"),
    ] = entry("status")
    """Hvor langt I er: idé, i gang, gennemført eller evalueret."""


class Iglo(Written):
    effort: FreeText = entry("indsats", default=...)
    """Den indsats, IGLO-skemaet handler om."""
    individual: tuple[FreeText, ...] = entry("individ", default=())
    """Hvad den enkelte kan og skal bidrage med."""
    group: tuple[FreeText, ...] = entry("gruppe", default=())
    """Hvad gruppen eller arbejdspladsen kan arbejde med."""
    leadership: tuple[FreeText, ...] = entry("ledelse", default=())
    """Hvad lederen eller ledelsen har ansvar for."""
    organisation: tuple[FreeText, ...] = entry("organisation", default=())
    """Hvad I har brug for fra resten af organisationen."""


class Forwarding(Written):
    effort: FreeText = entry("indsats", default=...)
    """Den indsats, det handler om."""
    to: Line | None = entry("til")
    """Hvem uden for arbejdspladsen I beder om opbakning."""
    wish: FreeText | None = entry("ønske")
    """Hvad I beder dem om."""


class Signatures(Written):
    leader: YesNo = entry("leder", default=False)
    """ja, når lederen har skrevet under."""
    union_rep: YesNo = entry("TR", "tillidsrepræsentant", default=False)
    """ja, når TR har skrevet under."""
    safety_rep: YesNo = entry("AMR", "arbejdsmiljørepræsentant", default=False)
    """ja, når AMR har skrevet under."""


class RiskAssessment(Written):
    """What makes the plan count as the workplace's APV (workplace risk assessment, conn.2)."""

    absence: YesNo = entry("sygefravær", default=False)
    """ja, når I har talt om, hvorvidt noget i arbejdet er med til at give sygefravær."""
    shown: Day | None = entry("vist-for-alle", "vist")
    """Dagen, hvor alle medarbejdere har kunnet se planen."""
    signed: Signatures = entry("underskrevet", default=Signatures())
    """Hvem der har skrevet under på planen: leder, TR og AMR."""


@dataclass(frozen=True)
class ChosenEffort:
    """One effort with all that is written about it; its parts find each other by the effort's name (INC-40).

    ``chosen`` is its line of the development plan; None when only an action plan or an IGLO sheet names it.
    """

    name: Text
    chosen: Effort | None
    plan: ActionPlan | None
    iglo: Iglo | None


class FollowUp(Written):
    evaluation: Evaluation | None = entry("evaluering")
    """Svarene på de to spørgsmål ved afslutningen."""
    now: tuple[FreeText, ...] = entry("nu", default=())
    """Hvad hver af jer kan gøre allerede nu (trin 9)."""
    development_plan: tuple[Effort, ...] = entry("udviklingsplan", default=())
    """De to eller tre indsatser, I har valgt."""
    action_plans: tuple[ActionPlan, ...] = entry("handleplaner", default=())
    """En handleplan for hver indsats."""
    iglo: tuple[Iglo, ...] = entry("iglo", default=())
    """Et IGLO-skema for hver indsats."""
    forwarded: tuple[Forwarding, ...] = entry("sendes", default=())
    """Det, I beder andre om."""
    connections: tuple[FreeText, ...] = entry("sammenhæng", default=())
    """Andet udviklingsarbejde, som indsatserne hænger sammen med: APV, samtaler, ny lovgivning."""
    risk_assessment: RiskAssessment = entry("apv", default=RiskAssessment())
    """Det, der gør planen til en del af jeres APV: sygefravær, vist for alle og underskrifter."""

    @property
    def efforts(self) -> tuple[ChosenEffort, ...]:
        """Every effort named anywhere: those of the development plan first, then those only the other sheets name."""

        def about(name, written):
            return next((one for one in written if one.effort == name), None)

        names: list[Text] = []
        for one in (*self.development_plan, *self.action_plans, *self.iglo):
            names += [one.effort] if one.effort not in names else []
        return tuple(
            ChosenEffort(n, about(n, self.development_plan), about(n, self.action_plans), about(n, self.iglo))
            for n in names
        )


class LeaderArea(Written):
    area: FreeText = entry("område", default=...)
    """Udviklingsområdet."""
    measures: tuple[FreeText, ...] = entry("tiltag", default=())
    """Hvad lederen vil gøre."""
    help_wanted: FreeText | None = entry("hjælp")
    """Hvad lederen har brug for fra medarbejderne."""


class Task(Written):
    task: FreeText = entry("opgave", default=...)
    """Hvad der skal gøres."""
    who: Line | None = entry("hvem")
    """Hvem der gør det."""
    by: Day | None = entry("inden", "senest")
    """Sidste dag."""


class MonthEvent(Written):
    month: Annotated[int, *chosen(convert=int, **{str(n): name for n, name in enumerate(MONTH_NAMES, start=1)})] = (
        entry("måned", default=...)
    )
    """Måneden: marts eller 3."""
    title: FreeText = entry("hvad", "titel", default=...)
    """Det, der sker."""
    year: Annotated[Literal["dialogue", "between"] | None, *chosen(dialogue="dialogår", between="mellemår")] = entry(
        "år"
    )
    """Kun i dialogår eller kun i mellemår. Uden svar: hvert år."""


class Workplace(Written):
    name: Line = entry("arbejdsplads", default=...)
    """Arbejdspladsens navn. Det eneste, der skal stå."""
    area: Line | None = entry("område", "direktørområde")
    """Direktørområdet, arbejdspladsen hører til."""
    languages: Annotated[tuple[Line, ...], Listed] = entry("sprog", default=())
    """Sprogene, det første først: [da, en]. Uden svar gælder organisationens."""
    occasion: Annotated[Literal["round", "own"], *chosen(round="runde", own="egen")] = entry(
        "anledning", default="round"
    )
    """runde: organisationens fælles runde. egen: I holder selv en dialog, og rundens frister gælder ikke."""
    own_committee: YesNo | None = entry("eget-udvalg", "med-lokaludvalg")
    """ja, når arbejdspladsen har sit eget lokale MED-udvalg. Så er det planlægningsgruppen."""
    committee_form: FreeText | None = entry("med-form")
    """Uden eget udvalg: personalemøde med MED-status, fælles lokaludvalg eller andet."""
    coordination_group: Line | None = entry("koordinationsgruppe")
    """Den koordinationsgruppe, planen sendes til."""
    leader: Person | None = entry("leder")
    """Lederen. Sidder aldrig i en gruppe."""
    leaders_leader: Person | None = entry("lederens-leder")
    """Lederens egen leder."""
    facilitator: Person | None = entry("facilitator")
    """Den, der leder mødet, når det er en anden end lederen."""
    planning_group: tuple[Person, ...] = entry("planlægningsgruppe", default=())
    """Medarbejderne i planlægningsgruppen, med rolle. Lederen er med uden at stå her."""
    contact: Person | None = entry("kontakt", "kontaktperson")
    """Den i planlægningsgruppen, der tager imod skemaerne."""
    absence_contact: Person | None = entry("afbud")
    """Den, man skriver til, hvis man er forhindret. Uden svar: lederen."""
    helpers: tuple[Person, ...] = entry("hjælpere", default=())
    """De kolleger, der hjælper med at finde eksempler."""
    core_task: FreeText | None = entry("kerneopgave")
    """Kerneopgaven i en sætning eller to."""
    citizen_word: FreeText | None = entry("borger")
    """Hvem borgerne er hos jer: børn og forældre, eleverne ..."""
    local_values: tuple[FreeText, ...] = entry("lokale-værdier", default=())
    """Jeres egne værdier, hvis I har aftalt nogle."""
    board_place: FreeText | None = entry("tavle")
    """Hvor tavlen med indsatserne hænger."""
    exempt: FreeText | None = entry("undtaget")
    """Hvad I gør for timelønnede og løstansatte, som ikke er med."""
    substitutes: FreeText | None = entry("vikarer")
    """Vagtplan og vikarer på dagen."""
    guidelines: FreeText | None = entry("retningslinjer")
    """Hvor I finder jeres lokale retningslinjer om grænseoverskridende adfærd."""
    hr_help: FreeText | None = entry("hjælp-fra-hr")
    """Den hjælp, I ønsker fra HR: til at planlægge, lede mødet, gøre idéer konkrete eller holde et forløb."""
    circumstances: FreeText | None = entry("særlige-forhold")
    """Fortroligt: konflikt, ny ledelse, stor gruppe ... Kommer aldrig på siden."""
    leader_listens: YesNo | None = entry("leder-lytter-runde-2")
    """Går lederen rundt og lytter i runden om ledelse? Aftales i planlægningsgruppen."""
    leader_words: FreeText | None = entry("lederens-ord")
    """Lederens egne ord om, hvorfor dialogen betyder noget."""
    welcome_supplement: FreeText | None = entry("tilføjelse-velkomst")
    """Det, planlægningsgruppen siger ved velkomsten, og hvem der siger det."""
    sheet_layout: Annotated[Literal["one", "two"], *chosen(one="ét ark", two="to ark")] = entry("ark", default="one")
    """ét ark: et flipoverark med to felter til hver gruppe i hver runde. to ark: et ark til hvert felt."""
    note_colours: tuple[FreeText, FreeText] | None = entry("postit-farver")
    """Farverne på post-it-sedlerne til pointer og til ønskede handlinger: [gul, blå]."""
    annual_wheel: tuple[MonthEvent, ...] = entry("årshjul", default=())
    """Jeres egne punkter i årshjulet."""
    workshops: FreeText | None = entry("workshops")
    """Hvem der deltager i organisationens workshopper, og på hvilket hold."""
    tasks: tuple[Task, ...] = entry("opgaver", default=())
    """Hvem der gør hvad inden hvornår."""
    dates: Dates = Field(Dates(), validation_alias="datoer")
    """De datoer, I selv har bestemt. Resten regnes ud fra dialogen."""
    dialogues: Annotated[tuple[Dialogue, ...], Listed] = Field((), validation_alias=AliasChoices("dialog", "dialoger"))
    """Dialogen, eller en liste, når den holdes på flere hold."""
    themes: ChosenThemes = Field(ChosenThemes(), validation_alias="temaer")
    """De to valgte temaer."""
    votes: dict[str, Whole] | None = entry("stemmer")
    """Hvor mange der foreslog hvert tema: {balance-and-surplus: 7}."""
    participants: People | None = entry("deltagere")
    """Alle, der sidder i en gruppe: navne eller et antal. Lederen er ikke med."""
    groups: Groups | None = entry("grupper")
    """Grupperne, når I selv vil bestemme dem. Ellers laver værktøjet dem."""
    absent: tuple[Line, ...] = entry("fraværende", default=())
    """Navnene på dem, der alligevel ikke kommer."""
    followup: FollowUp | None = entry("opfølgning")
    """Det, der kommer ud af dialogen."""
    leader_plan: tuple[LeaderArea, ...] = entry("lederens-plan", default=())
    """Lederens personlige udviklingsplan, højst tre områder. Fortrolig: kommer kun i lederens egen mappe."""
    notes: FreeText | None = entry("noter")
    """Egne noter. De kommer ikke med på sider eller ark."""

    @model_validator(mode="after")
    def _teams_have_names(self):
        teams = [d.team for d in self.dialogues]
        if len(teams) > 1 and (None in teams or len({t.casefold() for t in teams if t}) < len(teams)):
            raise BadValue(
                "teams",
                say("each dialogue needs a team name of its own"),
                say("write hold: dag, hold: aften ... in each of them"),
            )
        return self

    @property
    def held(self) -> bool:
        """Whether results of the dialogue are known."""
        return self.followup is not None
