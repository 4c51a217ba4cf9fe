namespace Analysis.Api.Contracts;

/// <summary>How much a request may hold. Lengths are in UTF-16 code units, as .NET and JavaScript count.</summary>
internal static class Limits
{
    public const int TitleLengthMax = 300;
    public const int TextLengthMax = 300;
    public const int ReasonLengthMax = 1_000;
    public const int LongTextLengthMax = 8_000;

    public const int QualifiersMax = 32;
    public const int QualifierTextsMax = 64;
    public const int CategoriesMax = 100;
    public const int ConversionsMax = 32;
    public const int InterestsMax = 100;
    public const int TagsMax = 32;
    public const int AliasesMax = 64;

    /// <summary>Of each thing that is supposed otherwise.</summary>
    public const int SupposedMax = 100;

    /// <summary>A century: of half-lives and of tolerances.</summary>
    public const int DaysMax = 36_500;

    /// <summary>Numbers up to here are exact as whole numbers.</summary>
    public const double NumberMax = 1e15;

    /// <summary>How deep JSON may nest; no body of ours needs more than four.</summary>
    public const int JsonDepthMax = 16;

    /// <summary>How many faults one answer lists.</summary>
    public const int FaultsMax = 32;

    public const int PageDefault = 50;
    public const int PageMax = 200;

    public const int IdLengthMax = 128;

    /// <summary>The form of every id, as a pattern for documents; <c>IdForm</c> is what checks it.</summary>
    public const string IdPattern = "^[A-Za-z0-9][A-Za-z0-9._:@-]{0,127}$";
}
