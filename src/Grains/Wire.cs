using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Analysis.Domain;
using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Views;
using Analysis.Engine.Lists;
using Analysis.Engine.Topics;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Configuration;

namespace Analysis.Grains;

/// <summary>
/// How what the domain and the engine know travels between silos: as JSON by property name, so that two releases understand each
/// other where one has a property more. Within a silo it is handed on as it is, for nothing of it ever changes.
/// </summary>
internal static class Wire
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // no browser reads it
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        Converters = { new ValueListConverter(), new ConfusionConverter(), new EdtfConverter(), new InstantConverter(),
        new LikelihoodConverter(), new JsonStringEnumConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { TellKindsApart } },
    };

    /// <summary>Registers it.</summary>
    public static void AddWire(this ISerializerBuilder serializer)
    {
        serializer.AddJsonSerializer(Carries, isCopyable: null, options => options.Configure(o => o.SerializerOptions = Json));
        serializer.Services.AddSingleton<IGeneralizedCopier, ByReference>();
        serializer.Services.AddSingleton<ITypeConverter, EngineNames>();
        serializer.Services.Configure<TypeManifestOptions>(o => // what a call declares may be an abstract record, which the codec itself does not answer for
        {
            o.AddAllowedAssembly(typeof(Claim).Assembly);
            o.AddAllowedAssembly(typeof(ITopics).Assembly);
        });
        serializer.Services.Configure<ExceptionSerializationOptions>(o => o.SupportedExceptionTypeFilter = _ => true); // a fault of the journal keeps its cause
    }

    private static bool Carries(Type type) => type.Assembly == typeof(Claim).Assembly || (type.Assembly == typeof(ITopics).Assembly && !type.IsSubclassOf(typeof(Exception)));

    /// <summary>A closed set of cases is an abstract record with the cases nested in it; the case's name tells which it is.</summary>
    private static void TellKindsApart(JsonTypeInfo type)
    {
        if (!type.Type.IsAbstract || !Carries(type.Type)) return;
        type.PolymorphismOptions = new JsonPolymorphismOptions();
        foreach (var kind in type.Type.GetNestedTypes().Where(t => t.IsSubclassOf(type.Type)))
            type.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(kind, kind.Name));
    }

    /// <summary>
    /// The engine's types are called between silos as they always were: by the names of before it had folders. So a release may move a type, and
    /// understands those before it.
    /// </summary>
    private sealed class EngineNames : ITypeConverter
    {
        private static readonly Dictionary<Type, string> Renamed = new() { [typeof(SummaryRow)] = "StreamHead" };

        private static readonly Dictionary<Type, string> Names = typeof(ITopics).Assembly.GetTypes()
            .Where(t => (t.IsPublic || t.IsNestedPublic) && !t.ContainsGenericParameters).ToDictionary(t => t, NameOf);

        private static readonly Dictionary<string, Type> Types = Names.ToDictionary(n => n.Value, n => n.Key);

        public bool TryFormat(Type type, out string formatted) => Names.TryGetValue(type, out formatted!); // null where false, as the interface has it

        public bool TryParse(string formatted, out Type type) => Types.TryGetValue(formatted, out type!);

        private static string NameOf(Type type) => $"Analysis.Engine.{PathOf(type)},Analysis.Engine";

        private static string PathOf(Type type) =>
            type.DeclaringType is { } outer
            ? $"{PathOf(outer)}+{type.Name}"
            : Renamed.GetValueOrDefault(type, type.Name);
    }

    private sealed class ByReference : IGeneralizedCopier
    {
        public bool IsSupportedType(Type type) => Carries(type);

        public object? DeepCopy(object? input, CopyContext context) => input;
    }

    private sealed class ValueListConverter : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(ValueList<>);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(ValueListConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;
    }

    private sealed class ValueListConverter<T> : JsonConverter<ValueList<T>>
    {
        public override ValueList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonSerializer.Deserialize<T[]>(ref reader, options)!);

        public override void Write(Utf8JsonWriter writer, ValueList<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize<IReadOnlyList<T>>(writer, value, options);
    }

    private sealed class EdtfConverter : JsonConverter<Edtf>
    {
        public override Edtf Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Edtf.Parse(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, Edtf value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
    }

    /// <summary>As a time where .NET knows the year, as releases before this one have it; else as ticks.</summary>
    private sealed class InstantConverter : JsonConverter<Instant>
    {
        public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString() is var text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var time)
                ? time
                : new Instant(Int128.Parse(text!, CultureInfo.InvariantCulture)); // never null, as it is written

        public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options)
        {
            if (value == value.Clipped) writer.WriteStringValue(value.Clipped);
            else writer.WriteStringValue(value.Ticks.ToString(CultureInfo.InvariantCulture));
        }
    }

    private sealed class ConfusionConverter : JsonConverter<Confusion>
    {
        public override Confusion Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(JsonSerializer.Deserialize<long[]>(ref reader, options)!);

        public override void Write(Utf8JsonWriter writer, Confusion value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value.Counts, options);
    }

    private sealed class LikelihoodConverter : JsonConverter<Likelihood>
    {
        public override Likelihood Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetDouble());

        public override void Write(Utf8JsonWriter writer, Likelihood value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Probability);
    }
}
