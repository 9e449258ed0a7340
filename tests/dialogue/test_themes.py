"""What was written as a theme in, the theme out."""

from talsammen.dialogue.themes import resolve
from talsammen.model.workplace import ChosenTheme

from .samples import catalogue


def theme(written, kind="wellbeing"):
    return resolve(ChosenTheme.model_validate(written) if written else None, kind, catalogue(), ("da", "en"))


def test_a_theme_is_found_by_title_or_id_in_any_language():
    for written in ("balance", "Balance og overskud", "balance OG overskud", "Balance and energy"):
        assert theme(written).id == "balance"
    assert theme({"titel": {"da": "Egen tekst", "en": "Balance and energy"}}).id == "balance"


def test_a_theme_of_ones_own():
    own = theme({"titel": "Søvn og nattevagter", "beskrivelse": "- Vi sover nok.\n\n- Vi bytter vagter."})
    assert own.id == "optional-wellbeing" and own.optional
    assert own.title.in_language("da") == "Søvn og nattevagter"
    assert own.points == {"da": ("Vi sover nok.", "Vi bytter vagter."), "en": ("Vi sover nok.", "Vi bytter vagter.")}
    assert own.heading == {} and own.opening is None


def test_a_description_in_each_language():
    own = theme({"titel": "Søvn", "beskrivelse": {"da": "Vi sover.", "en": "We sleep."}}, "leadership")
    assert own.points == {"da": ("Vi sover.",), "en": ("We sleep.",)}


def test_unknown_or_not_chosen():
    assert theme(None) is None and theme("Søvn") is None
