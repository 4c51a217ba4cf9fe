namespace Analysis.Belief.Data;

/// <summary>A claim of a label, all three by number: the label's place among those of its object.</summary>
internal readonly record struct LabelClaim(int Object, int Source, int Label);

/// <summary>A claim of a number; object and source by number.</summary>
internal readonly record struct NumberClaim(int Object, int Source, double Value);

/// <summary>What a data set asks, in a form for counting: objects in order of their first claim, sources too.</summary>
internal abstract class Problem(DataSet data, Shape shape)
{
    public DataSet Data => data;

    public Shape Shape => shape;

    public IReadOnlyList<string> Objects { get; } = [.. data.Claims.Select(c => c.Object).Distinct()];

    public IReadOnlyList<string> Sources { get; } = [.. data.Claims.Select(c => c.Source).Distinct()];

    public static Problem Of(DataSet read)
    {
        var data = Last(read);
        var shape = Inference.Of(data);
        return shape.Kind switch
        {
            ValueKind.Labels or ValueKind.Open => new LabelProblem(data, shape),
            ValueKind.Probability => new ProbabilityProblem(data, shape),
            _ => new NumberProblem(data, shape),
        };
    }

    /// <summary>Of what a source says of one object its last word stands, where it said it: as in the service, where it replaces the earlier ones.</summary>
    private static DataSet Last(DataSet data)
    {
        var last = data.Claims.Reverse().DistinctBy(c => (c.Object, c.Source)).Reverse().ToList();
        return last.Count == data.Claims.Count ? data : data with { Claims = last };
    }

    protected static Dictionary<string, int> Places(IReadOnlyList<string> names) =>
        names.Select((name, i) => (name, i)).ToDictionary(p => p.name, p => p.i, StringComparer.Ordinal);
}

/// <summary>Which label is true of each object.</summary>
internal sealed class LabelProblem : Problem
{
    /// <summary>The truth of an object of which it is not known.</summary>
    public const int Unknown = -1;

    /// <summary>The truth is a label that nobody claims.</summary>
    public const int Unclaimed = -2;

    public LabelProblem(DataSet data, Shape shape)
        : base(data, shape)
    {
        var (objects, sources) = (Places(Objects), Places(Sources));
        IReadOnlyList<string>[] open = shape.Kind is ValueKind.Open
            ? [.. data.Claims.GroupBy(c => objects[c.Object]).OrderBy(g => g.Key).Select(g => g.Select(c => c.Value).Distinct().ToArray())]
            : [];
        Labels = open.Length > 0 ? open : [.. Objects.Select(_ => shape.Labels)];
        var places = Labels.Distinct().ToDictionary(l => l, Places);
        Claims = [.. data.Claims.Select(c => new LabelClaim(objects[c.Object], sources[c.Source], places[Labels[objects[c.Object]]][c.Value]))];
        Truth = [.. Objects.Select((o, i) => data.Truth.TryGetValue(o, out var t) ? places[Labels[i]].GetValueOrDefault(t, Unclaimed) : Unknown)];
    }

    public bool IsOpen => Shape.Kind is ValueKind.Open;

    /// <summary>Of each object: a fixed set in ordinal order, open labels in order of their first claim.</summary>
    public IReadOnlyList<string>[] Labels { get; }

    public LabelClaim[] Claims { get; }

    /// <summary>Of each object the place of its true label, or <see cref="Unknown"/>, or <see cref="Unclaimed"/>.</summary>
    public int[] Truth { get; }
}

/// <summary>Whether the first option holds of each object, from stated probabilities that it does.</summary>
internal sealed class ProbabilityProblem : Problem
{
    public ProbabilityProblem(DataSet data, Shape shape)
        : base(data, shape)
    {
        var (objects, sources) = (Places(Objects), Places(Sources));
        Claims = [.. data.Claims.Select(c => new NumberClaim(objects[c.Object], sources[c.Source], Inference.Number(c.Value)))];
        Truth = [.. Objects.Select(o => data.Truth.TryGetValue(o, out var t) ? (int)Inference.Number(t) : LabelProblem.Unknown)];
    }

    public NumberClaim[] Claims { get; }

    public int[] Truth { get; }
}

/// <summary>How much of each object.</summary>
internal sealed class NumberProblem : Problem
{
    public NumberProblem(DataSet data, Shape shape)
        : base(data, shape)
    {
        var (objects, sources) = (Places(Objects), Places(Sources));
        Claims = [.. data.Claims.Select(c => new NumberClaim(objects[c.Object], sources[c.Source], Inference.Number(c.Value)))];
        Truth = [.. Objects.Select(o => data.Truth.TryGetValue(o, out var t) ? Inference.Number(t) : double.NaN)];
    }

    public NumberClaim[] Claims { get; }

    /// <summary>NaN where it is not known.</summary>
    public double[] Truth { get; }
}
