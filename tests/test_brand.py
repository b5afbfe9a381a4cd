"""The brand of an installation: read from the settings, refused when people could not read it."""

import pytest

from webapp.brand import Brand, BrandError, contrast
from webapp.settings import SettingError, Settings


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#ffffff", "#ffffff", 1.0), ("#767676", "#ffffff", 4.54)],
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


def test_our_own_brand_can_be_read_across_a_room():
    ours = Brand()

    assert contrast(ours.colour, "#ffffff") >= 7
    assert contrast(ours.dark, "#ffffff") > contrast(ours.colour, "#ffffff")
    assert contrast(ours.accent, "#1b2530") >= 7


@pytest.mark.parametrize(
    ("wrong", "setting"),
    [
        ({"name": "  "}, "BRAND_NAME"),
        ({"name": "x" * 61}, "BRAND_NAME"),
        ({"name": "a\nb"}, "BRAND_NAME"),
        ({"colour": "blue"}, "BRAND_COLOUR"),
        ({"colour": "#12436b;}body{display:none"}, "BRAND_COLOUR"),
        ({"colour": "#ffff00"}, "BRAND_COLOUR"),
        ({"colour": "#767676"}, "BRAND_COLOUR"),
        ({"accent": "#12436b"}, "BRAND_ACCENT"),
        ({"font": "Arial;}*{display:none"}, "BRAND_FONT"),
        ({"font": 'Arial, "Open'}, "BRAND_FONT"),
        ({"font": "Arial,"}, "BRAND_FONT"),
        ({"font": "url(x)"}, "BRAND_FONT"),
    ],
)
def test_what_cannot_be_read_or_is_no_style_is_refused(wrong, setting):
    with pytest.raises(BrandError, match=setting):
        Brand(**wrong)


@pytest.mark.parametrize("name", ["logo.gif", "logo.svg", "logo"])
def test_a_logo_must_be_there_and_of_a_kind_that_browsers_show(tmp_path, name):
    path = tmp_path / name
    if path.suffix == ".gif":
        path.write_bytes(b"GIF89a")

    with pytest.raises(BrandError, match="BRAND_LOGO"):
        Brand(logo=path)


def test_a_font_must_be_a_woff2(tmp_path):
    path = tmp_path / "font.ttf"
    path.write_bytes(b"font")

    with pytest.raises(BrandError, match="BRAND_FONT_FILE"):
        Brand(font_file=path)


def test_the_style_holds_what_was_set():
    brand = Brand(colour="#3a1066", accent="#ffdd88", font='"Open Sans", sans-serif')

    style = brand.style("/static/x/brand/font.woff2")

    assert "--brand:#3a1066" in style
    assert "--accent:#ffdd88" in style
    assert '--app-font:"Brand", "Open Sans", sans-serif' in style
    assert 'src:url(/static/x/brand/font.woff2) format("woff2")' in style
    assert "@font-face" not in brand.style()


def test_the_brand_comes_from_the_environment(tmp_path):
    logo = tmp_path / "logo.svg"
    logo.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    env = {
        "BOUWSTENEN_HOME": str(tmp_path / "home"),
        "BRAND_NAME": " Kijk mee ",
        "BRAND_COLOUR": "",
    }

    settings = Settings.from_env({**env, "BRAND_LOGO": str(logo), "STYLE_PAGE": "1"})

    assert settings.brand == Brand(name="Kijk mee", logo=logo)
    assert settings.style_page


def test_a_wrong_brand_stops_the_start_with_one_line(tmp_path):
    env = {"BOUWSTENEN_HOME": str(tmp_path / "home"), "BRAND_COLOUR": "#ffff00"}

    with pytest.raises(SettingError, match=r"^BRAND_COLOUR.*contrast 1\.1"):
        Settings.from_env(env)
