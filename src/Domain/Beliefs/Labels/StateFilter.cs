namespace Analysis.Domain.Beliefs.Labels;

/// <summary>
/// States that may change: labels of changing topics, and planned dates with "none" among them. Oldest report first; that somebody reports anew is
/// itself a sign of change:
/// <code>
/// s(d)   = 2^(-d/T) (1 - 1/2 (1 - 2^(-30 d/T)))                      what a report d days older than the next still says; T: half-life in days
/// b     := s b + (1-s) prior                                         then for a report of state k with chance q:
/// b[v] *= p^w,   p = q for v = k, else (1-q)/(K-1)                   denied: 1 - p
/// q      = clamp(acc c + (1-acc)(1-c)/(K-1), 1/K, .98)
/// w      = T(n+1) - T(n),  T(n) = n / (1 + .4 (n-1))                 n: earlier reports of the same, each counted s
/// </code>
/// After the last report nothing further happens: with no news the answer stays as of its time.
/// </summary>
public static class StateFilter
{
    private const double TakenByNews = 0.5;      // share of belief that the mere existence of newer news takes from older reports
    private const double NewsQuick = 30;         // half-lives of that are so much shorter
    private const double Together = 0.4;         // rho: how far reports of one state repeat one another
    private const double ChanceMax = 0.98;

    /// <summary>s: the probability that a state reported so many days before the newest report still held then, in (0, 1]; 1 without a half-life.</summary>
    public static double Held(double days, double? halfLife) =>
        halfLife is not { } T ? 1 : Math.Pow(2, -days / T) * (1 - (TakenByNews * (1 - Math.Pow(2, -days * NewsQuick / T))));

    /// <summary>What the last statement of each origin comes to, whatever their order. Costs O(n^2 + n K).</summary>
    /// <param name="states">K of them, at least two.</param>
    /// <param name="prior">Of each state, summing to 1.</param>
    /// <param name="halfLife">In days; null where a newer report is no sign of change.</param>
    /// <param name="claims">One an origin; what they say is a <see cref="Said.Label"/> of a state, as of their horizon. Others do nothing.</param>
    public static StateBelief Believe(IReadOnlyList<string> states, IReadOnlyList<double> prior, double? halfLife, IReadOnlyList<WeightedClaim> claims)
    {
        var reports = new Report[claims.Count];
        var n = 0;
        for (var i = 0; i < claims.Count; i++)
        {
            if (Report.Of(claims[i], i, states) is { } report) reports[n++] = report;
        }

        Array.Resize(ref reports, n);
        Array.Sort(reports);
        double[] b = [.. prior];
        for (var i = 0; i < n; i++)
        {
            var r = reports[i];
            if (i > 0) Age(b, prior, Held(r.Time - reports[i - 1].Time, halfLife));
            var heard = 0.0;
            for (var j = 0; j < i; j++)
            {
                if (r.SaysAs(reports[j])) heard += Held(r.Time - reports[j].Time, halfLife);
            }

            reports[i] = r with { Weight = Tempered(heard + 1) - Tempered(heard) };
            Learn(b, reports[i]);
        }

        return StateOutcome.Of(states, prior, b, reports, claims, halfLife);
    }

    private static void Age(double[] b, IReadOnlyList<double> prior, double s)
    {
        for (var v = 0; v < b.Length; v++) b[v] = (s * b[v]) + ((1 - s) * prior[v]);
    }

    private static void Learn(double[] b, Report r)
    {
        var (K, sum) = (b.Length, 0.0);
        for (var v = 0; v < K; v++)
        {
            var p = r.Names(v) ? r.Chance : (1 - r.Chance) / (K - 1);
            sum += b[v] *= Math.Pow(r.Denied ? 1 - p : p, r.Weight);
        }

        for (var v = 0; v < K; v++) b[v] /= sum;
    }

    private static double Tempered(double n) => n / (1 + (Together * (n - 1)));

    internal readonly record struct Report(int Claim, string Id, string Origin, double Time, int State, bool Onward, bool Denied, double Chance, double Weight) : IComparable<Report>
    {
        public static Report? Of(WeightedClaim claim, int place, IReadOnlyList<string> states)
        {
            var said = (Said.Label)claim.Said;
            var (K, k, c) = (states.Count, IndexOf(states, said.Name), claim.Certainty);
            if (k < 0) return null;
            if (said.Probability is { } p) (k, c) = (p >= 0.5 ? k : 1 - k, c * Math.Max(p, 1 - p));
            var chance = (claim.Accuracy * c) + ((1 - claim.Accuracy) * (1 - c) / (K - 1));
            return new(place, claim.Id, claim.Origin, claim.Horizon, k, said.Form == LabelForm.AtLeast, said.Form == LabelForm.Not, Math.Clamp(chance, 1.0 / K, ChanceMax), 0);
        }

        public bool Names(int state) => Onward ? state >= State : state == State;

        public bool SaysAs(Report other) => (State, Onward, Denied) == (other.State, other.Onward, other.Denied);

        /// <summary>Oldest first; of equals by origin, then by claim, so that order of arrival cannot matter.</summary>
        public int CompareTo(Report other)
        {
            var time = Time.CompareTo(other.Time);
            if (time != 0) return time;
            var origin = string.CompareOrdinal(Origin, other.Origin);
            return origin != 0 ? origin : string.CompareOrdinal(Id, other.Id);
        }

        private static int IndexOf(IReadOnlyList<string> states, string name)
        {
            for (var i = 0; i < states.Count; i++)
            {
                if (string.Equals(states[i], name, StringComparison.Ordinal)) return i;
            }

            return -1;
        }
    }
}
