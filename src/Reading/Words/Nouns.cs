namespace Analysis.Reading.Words;

/// <summary>What is counted, and what ends the words that name it.</summary>
internal static class Nouns
{
    /// <summary>The unit of people, whatever they are called.</summary>
    public const string Persons = "persons";

    /// <summary>People, by what they are.</summary>
    public static readonly HashSet<string> People =
    [
        "people", "persons", "troops", "soldiers", "personnel", "officers", "servicemen", "servicewomen", "fighters",
        "militants", "gunmen", "civilians", "men", "women", "children", "boys", "girls", "workers", "engineers",
        "sappers", "laborers", "labourers", "conscripts", "recruits", "reservists", "mercenaries", "volunteers",
        "rebels", "insurgents", "terrorists", "policemen", "police", "firefighters", "rescuers", "medics", "doctors",
        "nurses", "patients", "victims", "survivors", "casualties", "fatalities", "deaths", "dead", "wounded",
        "injured", "hostages", "captives", "prisoners", "detainees", "refugees", "migrants", "evacuees", "residents",
        "protesters", "demonstrators", "passengers", "employees", "staff", "journalists", "students", "pupils",
        "teachers", "villagers", "bodies", "infants", "babies", "adults", "marines", "commandos", "paratroopers",
        "crew", "sailors", "pilots", "operatives", "specialists", "advisers", "advisors", "nationals", "citizens",
        "inhabitants", "customers", "users", "voters", "pilgrims", "tourists", "miners", "visitors", "spectators",
        "supporters", "members", "guests", "officials", "suspects", "attackers", "defendants", "inmates", "farmers",
    ];

    /// <summary>What befell or moved people: "12 killed" are persons.</summary>
    public static readonly HashSet<string> Befallen =
    [
        "killed", "dead", "wounded", "injured", "missing", "captured", "detained", "arrested", "displaced",
        "evacuated", "rescued", "hospitalized", "hospitalised", "infected", "trapped", "abducted", "kidnapped",
        "deported", "executed", "homeless", "died", "hurt", "martyred", "slain", "drowned", "stranded", "unaccounted",
    ];

    /// <summary>What befalls people, of those who do it: "killing 12" are persons.</summary>
    public static readonly HashSet<string> Befalls =
    [
        "killed", "killing", "kills", "kill", "wounded", "wounding", "injured", "injuring", "injures", "leaving",
        "displacing", "displaced", "arrested", "arresting", "detained", "captured", "capturing", "evacuated",
        "rescued", "abducted", "trapping",
    ];

    /// <summary>Totals of people: "the death toll rose to 45" are persons.</summary>
    public static readonly HashSet<string> Tolls =
    [
        "toll", "casualties", "deaths", "fatalities", "killed", "dead", "wounded", "injured",
    ];

    /// <summary>Formations, which are counted in themselves.</summary>
    public static readonly HashSet<string> Formations =
    [
        "brigades", "battalions", "regiments", "divisions", "companies", "units", "batteries", "squadrons",
        "platoons",
    ];

    /// <summary>What says how long, how often or what share of the world, not how many of something.</summary>
    public static readonly HashSet<string> NotCounted =
    [
        "years", "year", "months", "month", "weeks", "week", "days", "day", "hours", "hour", "minutes", "minute",
        "seconds", "decades", "decade", "centuries", "times", "occasions", "points", "ways", "things", "reasons",
        "parts", "phases", "stages", "rounds", "articles", "pages", "terms", "issues", "aspects", "others", "a.m.",
        "p.m.", "am", "pm", "gmt", "utc", "ones", "series", "news", "headquarters", "tensions", "relations", "talks",
        "efforts", "goals", "games", "kinds", "types", "sorts",
    ];

    /// <summary>What a desk counts only where there are many: "the two countries" are none of its questions.</summary>
    public static readonly HashSet<string> FewAreTold =
    [
        "countries", "nations", "states", "sides", "parties", "sources", "reports", "capitals", "leaders",
        "neighbours", "neighbors", "presidents", "governments", "fronts", "areas", "regions", "officials", "experts",
        "analysts", "resolutions", "sanctions",
    ];

    /// <summary>Units of measure.</summary>
    public static readonly HashSet<string> Measures =
    [
        "kg", "kilograms", "kilogrammes", "tonnes", "tons", "km", "kilometers", "kilometres", "miles", "liters",
        "litres", "barrels", "hectares", "acres", "mw", "gw", "megawatts", "gigawatts", "metres", "meters", "gb",
        "tb", "gigabytes", "terabytes",
    ];

    /// <summary>What ends the name of what is counted.</summary>
    public static readonly HashSet<string> Ends =
    [
        "in", "on", "at", "to", "from", "by", "with", "for", "into", "onto", "near", "under", "over", "after",
        "before", "since", "during", "amid", "as", "than", "across", "against", "along", "alongside", "among",
        "within", "without", "through", "between", "around", "inside", "outside", "towards", "toward", "via", "per",
        "until", "till", "about", "of", "is", "are", "was", "were", "be", "been", "being", "have", "has", "had",
        "will", "would", "could", "may", "might", "can", "should", "shall", "must", "do", "does", "did", "that",
        "which", "who", "whom", "whose", "when", "where", "while", "if", "because", "but", "so", "not", "it", "they",
        "he", "she", "we", "this", "these", "those", "there", "annually", "yearly", "monthly", "weekly", "daily", "a",
        "an", "the", "each", "apiece", "every", "both", "including", "following", "said", "says", "head", "remain",
        "remained", "arrived", "died", "fled", "left", "began", "went", "took", "fought", "lost", "now",
    ];

    /// <summary>Between a number and what is counted, and no part of its name.</summary>
    public static readonly HashSet<string> Between =
    [
        "more", "additional", "further", "other", "new", "extra", "different", "fresh",
    ];

    /// <summary>What comes again, with the unit of it: "a year" is "/year".</summary>
    public static readonly Phrases<string> Rates = new(
    [
        ("annually", "year"), ("a year", "year"), ("per year", "year"), ("yearly", "year"), ("each year", "year"),
        ("every year", "year"), ("per annum", "year"), ("a month", "month"), ("per month", "month"),
            ("monthly", "month"),
        ("each month", "month"), ("every month", "month"), ("a week", "week"), ("per week", "week"), ("weekly", "week"),
        ("each week", "week"), ("a day", "day"), ("per day", "day"), ("daily", "day"), ("each day", "day"),
            ("every day", "day"),
        ("per hour", "hour"), ("an hour", "hour"), ("per person", "person"), ("per head", "person"),
            ("per capita", "person"),
    ]);

    /// <summary>Signs and names of money.</summary>
    public static readonly Dictionary<string, string> Money = new(StringComparer.Ordinal)
    {
        ["$"] = "USD", ["€"] = "EUR", ["£"] = "GBP", ["¥"] = "JPY", ["₽"] = "RUB", ["₴"] = "UAH", ["₩"] = "KRW",
        ["₹"] = "INR",
        ["dollars"] = "USD", ["euros"] = "EUR", ["pounds"] = "GBP", ["rubles"] = "RUB", ["roubles"] = "RUB",
        ["yen"] = "JPY",
        ["hryvnias"] = "UAH", ["won"] = "KRW", ["rupees"] = "INR", ["usd"] = "USD", ["eur"] = "EUR", ["gbp"] = "GBP",
    };
}
