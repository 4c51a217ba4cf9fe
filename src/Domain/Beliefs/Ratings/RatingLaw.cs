namespace Analysis.Domain.Beliefs.Ratings;

/// <summary>
/// A number on a bounded scale [L, U]: the weighted mean of one voice per origin, and how far it may lie from the answer.
/// <code>
/// w      = clamp(sqrt((10 + N) / (10 + E)), 1/3, 3) c / m                    E, N: the source's squared errors and their number
/// range: w / (1 + half^2 / (3 sigma_0^2)),  value = the middle
/// mean   = sum w x / sum w,   SS = sum w (x - mean)^2
/// P(j)   ~ exp(-(j/v)^2 / 2) sigma^-(n-1) exp(-SS / 2 sigma^2),              sigma = sigma_0 e^j,  j from -3.2 to 1.2 by .2
/// v^2    = .02 + .98 / (1 + f/20)                                            f: claims that sigma_0 was learned from
/// answer ~ sum over j of P(j) Normal(mean, sigma^2 (1 + .6 (n-1)) / sum w)
/// </code>
/// The family's spread sigma_0 is corrected by what the topic's own voices show, the less the better it is known: raters who agree are no nearer the
/// truth than others. x is counted in steps of (U-L)/2^16 and sums are of whole numbers: the order of claims does not matter.
/// </summary>
public static class RatingLaw
{
    private const int JMin = -16;
    private const int JMax = 6;
    private const double JStep = 0.2;
    private const double SpreadLearned = 0.02;
    private const double SpreadUnknown = 0.98;
    private const double ClaimsForHalf = 20;
    private const double Together = 0.6;           // rho: raters err together
    private const double WeightMax = 3;

    /// <summary>sigma_0: how far a voice lies from the answer in a family, in the scale's unit; a fifth of the scale until it has learned.</summary>
    public static double SpreadOf(FamilyKnowledge knowledge, double low, double high) =>
        Math.Sqrt((double)knowledge.Residual / knowledge.ResidualCount) * (high - low);

    /// <summary>The same from what the family has learned, from whose claims the topic's own are taken off.</summary>
    public static RatingBelief Believe(double low, double high, FamilyKnowledge knowledge, IReadOnlyList<WeightedClaim> claims) => Believe(
        low, high, SpreadOf(knowledge, low, high), Math.Max(FixedPoint.ToDouble(knowledge.ResidualCount) - 1 - claims.Count, 0), knowledge.WidthFactor, claims);

    /// <summary>What standing ratings come to.</summary>
    /// <param name="low">L.</param>
    /// <param name="high">U.</param>
    /// <param name="spread">sigma_0, in the scale's unit.</param>
    /// <param name="learnedFrom">f: claims on the family's other topics that it was learned from.</param>
    /// <param name="widthFactor">g, of the family's calibration.</param>
    /// <param name="claims">In any order; what they say is a <see cref="Said.Number"/>. Denials and what lies off the scale count nothing.</param>
    public static RatingBelief Believe(double low, double high, double spread, double learnedFrom, double widthFactor, IReadOnlyList<WeightedClaim> claims)
    {
        var ratings = Ratings.Of(low, high, spread, claims);
        if (ratings.Mean is not { } mean) return new RatingBelief { Voices = ratings.Voices };
        var spreads = Spreads.Of(ratings, spread, Math.Sqrt(SpreadLearned + (SpreadUnknown / (1 + (learnedFrom / ClaimsForHalf)))));
        var effective = ratings.Weight / (1 + (Together * (ratings.Origins - 1)));
        (double, double) Interval(double p)
        {
            var half = spreads.Quantile(p) / Math.Sqrt(effective) * widthFactor;
            return (Math.Max(low, mean - half), Math.Min(high, mean + half));
        }

        return new RatingBelief
        {
            Mean = mean,
            Interval50 = Interval(0.75),
            Interval90 = Interval(0.95),
            Disagreement = Math.Min(4 * ratings.Variance / ((high - low) * (high - low)), 1),
            Spread = spreads.Typical,
            Effective = effective,
            Voices = ratings.Voices,
        };
    }

    /// <summary>w before its certainty: what a source's record makes of it.</summary>
    internal static double WeightOf(Reliability source) => Math.Clamp(1 / source.RelativeError, 1 / WeightMax, WeightMax);

    /// <summary>The sums over one voice per origin.</summary>
    internal readonly record struct Ratings(double? Mean, double Weight, double Scatter, double Variance, int Origins, RatingVoice[] Voices)
    {
        public static Ratings Of(double low, double high, double spread, IReadOnlyList<WeightedClaim> claims)
        {
            var step = (high - low) / (1 << 16);
            var voices = new RatingVoice[claims.Count];
            var leads = new Dictionary<(string Origin, double Low, double High), int>(claims.Count);
            for (var i = 0; i < voices.Length; i++)
            {
                voices[i] = Voice(claims[i], low, high, spread);
                if (voices[i].Weight == 0) continue;
                var said = (Said.Number)claims[i].Said;
                var key = (claims[i].Origin, said.Low, said.High);
                if (leads.TryAdd(key, i)) continue;
                var lead = leads[key];
                var isFirst = voices[i].Weight != voices[lead].Weight
                    ? voices[i].Weight > voices[lead].Weight
                    : string.CompareOrdinal(voices[i].Id, voices[lead].Id) < 0;
                if (isFirst) leads[key] = i;
                voices[isFirst ? lead : i] = voices[isFirst ? lead : i] with { Weight = 0 };
            }

            Int128 W = 0, S1 = 0, S2 = 0;
            var origins = new HashSet<string>(StringComparer.Ordinal);
            for (var i = 0; i < voices.Length; i++)
            {
                if (voices[i].Weight == 0) continue;
                long w = FixedPoint.Of(voices[i].Weight), x = (long)Math.Round((voices[i].Value - low) / step, MidpointRounding.ToEven);
                (W, S1, S2) = (W + w, S1 + (w * x), S2 + ((Int128)w * x * x));
                origins.Add(claims[i].Origin);
            }

            if (W == 0) return new(null, 0, 0, 0, 0, voices);
            var mean = (double)S1 / (double)W;
            var variance = (double)((S2 * W) - (S1 * S1)) / ((double)W * (double)W) * step * step;
            var weight = FixedPoint.ToDouble((long)W);
            return new(Math.Clamp(low + (mean * step), low, high), weight, variance * weight, variance, origins.Count, voices);
        }

        private static RatingVoice Voice(WeightedClaim claim, double low, double high, double spread)
        {
            var said = (Said.Number)claim.Said;
            var (from, to) = (Math.Max(said.Low, low), Math.Min(said.High, high));
            var middle = Math.Clamp((from + to) / 2, low, high);
            if (said.Denied || from > high || to < low) return new(claim.Id, middle, 0, 0);
            var half = Math.Max(to - from, 0) / 2;
            var w = WeightOf(claim.Reliability) * claim.Certainty / claim.Among / (1 + (half * half / (3 * spread * spread)));
            return new(claim.Id, middle, w, claim.Weight * claim.Footing);
        }
    }

    /// <summary>P(j), and what follows for a mean.</summary>
    private readonly struct Spreads
    {
        private readonly double[] _sigma;
        private readonly double[] _p;

        private Spreads(double[] sigma, double[] p) => (_sigma, _p) = (sigma, p);

        /// <summary>The mean of sigma.</summary>
        public double Typical => _sigma.Zip(_p, (s, p) => s * p).Sum();

        public static Spreads Of(Ratings ratings, double spread, double v)
        {
            var (sigma, p) = (new double[JMax - JMin + 1], new double[JMax - JMin + 1]);
            for (var i = 0; i < p.Length; i++)
            {
                var j = (JMin + i) * JStep;
                sigma[i] = spread * Math.Exp(j);
                p[i] = (-j * j / (2 * v * v)) - ((ratings.Origins - 1) * j) - (ratings.Scatter / (2 * sigma[i] * sigma[i]));
            }

            var top = p.Max();
            for (var i = 0; i < p.Length; i++) p[i] = Math.Exp(p[i] - top);
            var sum = p.Sum();
            for (var i = 0; i < p.Length; i++) p[i] /= sum;
            return new(sigma, p);
        }

        /// <summary>The quantile of the mixture of normals about 0, of a single voice; for p of a half or more.</summary>
        public double Quantile(double p)
        {
            var (low, high) = (0.0, 4 * _sigma[^1]);
            for (var i = 0; i < 50; i++)
            {
                var (middle, below) = ((low + high) / 2, 0.0);
                for (var j = 0; j < _p.Length; j++) below += _p[j] * Normal(middle / _sigma[j]);
                (low, high) = below < p ? (middle, high) : (low, middle);
            }

            return (low + high) / 2;
        }

        /// <summary>The normal distribution function for z of 0 or more, to 7e-8 (Abramowitz and Stegun 26.2.17).</summary>
        private static double Normal(double z)
        {
            var t = 1 / (1 + (0.2316419 * z));
            var tail = t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
            return 1 - (Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) * tail);
        }
    }
}
