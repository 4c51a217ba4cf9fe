namespace Analysis.Domain.Beliefs.Numbers;

/// <summary>A value that the belief was reckoned at.</summary>
/// <param name="Y">Where, on the y scale.</param>
/// <param name="LogDensity">ln of the belief's density there, per unit of y.</param>
public readonly record struct WeighedValue(double Y, double LogDensity);

/// <summary>What a belief was reckoned from: enough to check it by hand. Reckoned anew at each call.</summary>
public sealed class NumberExplanation
{
    private readonly KernelSet _voices;
    private readonly Sums _sums;
    private readonly Posterior _posterior;

    internal NumberExplanation(KernelSet voices, Sums sums, Posterior posterior) => (_voices, _sums, _posterior) = (voices, sums, posterior);

    /// <summary>tau_F, in (0, 1]: what each of the figures that agree is worth.</summary>
    public double TemperingOfFigures => _sums.OfFigures;

    /// <summary>tau_B, of bounds.</summary>
    public double TemperingOfBounds => _sums.OfBounds;

    /// <summary>tau_D, of denials.</summary>
    public double TemperingOfDenials => _sums.OfDenials;

    /// <summary>The candidates, rising.</summary>
    public ValueList<WeighedValue> Candidates()
    {
        var values = new WeighedValue[_posterior.Values.Length];
        for (var i = 0; i < values.Length; i++) values[i] = new(_posterior.Values[i], _posterior.LogDensity(i));
        return new(values);
    }

    /// <summary>e of a claim at each of the candidates, over m and before tempering, in nats.</summary>
    /// <param name="claim">The claim's place in the list that was believed.</param>
    public ValueList<double> Evidence(int claim)
    {
        var values = Real.Filled(_posterior.Values);
        var row = new double[values.Length];
        _voices.Kernels[_voices.KernelOf[claim]].Evidence(values, row);
        return new(row.AsSpan(0, _posterior.Values.Length));
    }

    /// <summary>What a claim's e is multiplied by in the sum: its tempering, and the newcomers' bound.</summary>
    /// <param name="claim">The claim's place in the list that was believed.</param>
    public double Factor(int claim) => _sums.Factor(_voices.Kernels[_voices.KernelOf[claim]]);
}
