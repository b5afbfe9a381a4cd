"""What came out, for who leads rounds: name, endpoint and address."""

_RESULTS = "/ronde/{busy_round}/resultaten"

RESULTS_PAGES = (
    ("results-none", "results.overview", "/ronde/{empty_round}/resultaten"),
    ("theme", "results.show_theme", f"{_RESULTS}/vormgeving"),
    ("provider", "results.show_provider", f"{_RESULTS}/aanbieder/{{provider}}"),
    ("compare-groups", "results.compare_groups", f"{_RESULTS}/vergelijken/gesprekspartners"),
    ("map", "results.show_map", f"{_RESULTS}/kaart/scholen"),
    ("beside-others", "results.beside_others", f"{_RESULTS}/aanbieder/{{provider}}/naast-anderen"),
    ("choose-round", "results.choose_round", f"{_RESULTS}/vergelijken/rondes"),
    ("compare-rounds", "results.compare_rounds", f"{_RESULTS}/vergelijken/rondes/{{ended_round}}"),
    ("compare-estimates", "results.compare_estimates", f"{_RESULTS}/vergelijken/inschatting"),
    ("results-chosen", "results.overview", f"{_RESULTS}?gesprekspartner=scholen&op-soort=1&net=x"),
    ("short", "short.show_round", f"{_RESULTS}/kort"),
    ("short-none", "short.show_round", "/ronde/{empty_round}/resultaten/kort"),
    ("short-provider", "short.show_provider", f"{_RESULTS}/aanbieder/{{provider}}/kort"),
)
