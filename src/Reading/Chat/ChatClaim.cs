using System.Text.Json;
using System.Text.Json.Serialization;
using Analysis.Domain.Claims;

namespace Analysis.Reading.Chat;

/// <summary>What a chat model answers with.</summary>
internal sealed record ChatAnswer(IReadOnlyList<ChatClaim>? Claims);

/// <summary>A claim as a chat model writes it. Nothing of it is trusted before it was compared with the text.</summary>
internal sealed record ChatClaim(
    string? Quote, string? Kind, double? Best, double? Low, double? High, string? Op, double? Value, string? Edtf,
        string? Unit,
    string? Words, string? Status, string? Stance, string? ValidTime, IReadOnlyList<string>? Attribution,
        IReadOnlyList<string>? Hedges)
{
    /// <summary>What it states; null when it states nothing that can be read.</summary>
    public ClaimValue? Stated => Kind switch
    {
        "quantity" when Best is { } best && double.IsFinite(best) => new ClaimValue.Quantity(best, null, null),
        "range" when Low is { } low && High is { } high && low <= high => new ClaimValue.Range(low, high),
        "bound" when Value is { } value && OpOf(Op) is { } op => new ClaimValue.Bound(op, value),
        "date" when Edtf is null || DateOf(Edtf) is not null => new ClaimValue.Date(DateOf(Edtf)),
        _ => null,
    };

    /// <summary>How far along; null when that is no status.</summary>
    public ClaimStatus? StatusOf =>
        Enum.TryParse<ClaimStatus>(Status, ignoreCase: true, out var status) && Enum.IsDefined(status) ? status : null;

    /// <summary>When it holds; null when that is not said, or no date.</summary>
    public Edtf? Holds => DateOf(ValidTime);

    /// <summary>Whether it is denied.</summary>
    public Stance StanceOf => Stance is "denies" ? Domain.Claims.Stance.Denies : Domain.Claims.Stance.Asserts;

    private static Edtf? DateOf(string? text) =>
        text is not null && Domain.Claims.Edtf.TryParse(text, out var date, out _) ? date : null;

    private static BoundOp? OpOf(string? op) => op switch
    {
        ">=" => BoundOp.AtLeast,
        ">" => BoundOp.MoreThan,
        "<=" => BoundOp.AtMost,
        "<" => BoundOp.LessThan,
        _ => null,
    };
}

/// <summary>How these are read and written.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ChatAnswer))]
[JsonSerializable(typeof(ChatQuestion))]
internal sealed partial class ChatJson : JsonSerializerContext;

/// <summary>What a chat model is asked.</summary>
internal sealed record ChatQuestion(string? Published, string Text);
