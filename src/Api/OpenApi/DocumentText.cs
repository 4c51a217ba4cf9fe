using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Api.Http;
using Analysis.Domain.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Analysis.Api.OpenApi;

/// <summary>What the OpenAPI document says beyond what routes and contracts say by themselves.</summary>
internal static class DocumentText
{
    public const string Name = "v1";

    private const string BasicScheme = "Basic";

    private const string Patch =
        "A JSON Merge Patch (RFC 7396): any members of Topic; null for the default, and what is left out stays.";

    private const string IssuerScheme = "OpenIdConnect";

    private static readonly Dictionary<string, string> Tags = new()
    {
        ["topics"] = "Questions that are tracked, and what is believed about each.",
        ["changes"] = "What happens to topics, fact by fact, to be read page by page or followed as it happens.",
        ["claims"] = "What somebody reported, kept for ever as it came in.",
        ["articles"] = "Texts that are read for claims.",
        ["readings"] = "Claims that are read from a text.",
        ["drafts"] = "What is proposed, and not yet accepted by anybody.",
        ["sources"] = "Anyone in a chain of attribution, and how reliable.",
        ["audit"] = "Who did what, on what and when.",
        ["alerts"] = "Who is told when a view changes, by what, and what became of it.",
        ["families"] = "How topics that ask the same kind of question are weighed.",
        ["exchange"] = "Everything out of one service and into another.",
        ["health"] = "For whoever watches over the process.",
    };

    /// <summary>
    /// Words of an answer, or of what a list or dictionary in a request holds, by contract and property.
    /// </summary>
    private static readonly Dictionary<(Type Contract, string Property), IReadOnlyList<string>> Words = new()
    {
        [(typeof(OutcomeJson), "standing")] = Vocabulary.Standings.Texts,
        [(typeof(LineOutcomeJson), "standing")] = Vocabulary.Standings.Texts,
        [(typeof(ViewJson), "status")] = Vocabulary.Statuses.Texts,
        [(typeof(TopicJson), "accepts")] = Vocabulary.Statuses.Texts,
        [(typeof(SuppositionJson), "grades")] = Vocabulary.Grades.Texts,
        [(typeof(ErasureJson), "fields")] = ClaimTexts.Names,
    };

    public static IServiceCollection AddDocument(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Wire);
        });
        return services.AddOpenApi(Name, options =>
        {
            options.CreateSchemaReferenceId = type =>
                IsAnyJson(Nullable.GetUnderlyingType(type.Type) ?? type.Type) ? null
                : OpenApiOptions.CreateDefaultSchemaReferenceId(type)?.Replace("Json", "");
            options.AddSchemaTransformer(Describe);
            options.AddOperationTransformer(Describe);
            options.AddDocumentTransformer(Describe);
        });

        static bool IsAnyJson(Type type) => type == typeof(JsonElement) || type == typeof(JsonObject);
    }

    private static async Task Describe(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Analysis",
            Version = "1",
            Description = "Keeps every claim, counts origins rather than reports, computes and explains a belief per "
                + "topic, and can reproduce any belief it ever held.",
            Contact = new OpenApiContact { Name = "Whoever runs this server" },
            License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.AddComponent(KeyAuthentication.Scheme, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http, Scheme = "bearer",
            Description = "A key of the server's, or a JWT of its issuer's. A server that has neither asks for none.",
        });
        document.AddComponent(BasicScheme, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http, Scheme = "basic",
            Description = "Any name, and a key as the password: what a browser sends that has asked its user.",
        });
        document.Security = // one of them, or none
        [
            new() { [new(KeyAuthentication.Scheme, document)] = [] },
            new() { [new(BasicScheme, document)] = [] },
            new(),
        ];
        if (context.ApplicationServices.GetRequiredService<Settings>().Tokens.Issuer is { } issuer)
        {
            document.AddComponent(IssuerScheme, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.OpenIdConnect,
                OpenIdConnectUrl = new Uri($"{issuer.TrimEnd('/')}/.well-known/openid-configuration"),
                Description = "Who makes the tokens.",
            });
            document.Security.Insert(1, new() { [new(IssuerScheme, document)] = [] });
        }

        var pretty = KnownParameters.Pretty;
        document.AddComponent(pretty.Name, new OpenApiParameter
        {
            Name = pretty.Name, In = pretty.In, Description = pretty.Text, Schema = pretty.Form.Schema(),
        });

        foreach (var tag in document.Tags ?? new HashSet<OpenApiTag>())
            tag.Description = Tags.GetValueOrDefault(tag.Name ?? "");

        var components = document.Components ??= new OpenApiComponents();
        var schemas = components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        foreach (var schema in schemas.Values.OfType<OpenApiSchema>())
        {
            DropNulls(schema);
            if (schema.Discriminator is not null)
                (schema.Type, schema.Required, schema.OneOf, schema.AnyOf) = (null, null, schema.AnyOf, null);
            else schema.Type ??= JsonSchemaType.Object; // what is one of several
        }

        // A schema that the generator first meets inside a polymorphic one comes out empty; asked for by itself it does
        // not.
        var resolution = await context.GetOrCreateSchemaAsync(typeof(ResolutionJson), null, cancellationToken);
        resolution.Properties?["value"] = new OpenApiSchemaReference("Value", document);
        schemas["Resolution"] = resolution;
        schemas["Grounds"] = await context.GetOrCreateSchemaAsync(typeof(GroundsJson), null, cancellationToken);
        TableText.Describe(document, context.DescriptionGroups);
    }

    /// <summary>What is absent is left out, so a reference is never "null or a reference".</summary>
    private static void DropNulls(OpenApiSchema schema)
    {
        foreach (var (name, property) in schema.Properties?.ToList() ?? [])
        {
            if (property.OneOf?.OfType<OpenApiSchemaReference>().ToList() is [var reference])
                schema.Properties![name] = reference;
        }
    }

    private static async Task Describe(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        DescribeParameters(operation, [.. metadata.OfType<ParameterNote>()]);
        operation.Description ??= $"{operation.Summary}.";
        if (operation.RequestBody?.Content is { } bodies && bodies.ContainsKey(Http.Bodies.PatchType))
        {
            foreach (var body in bodies.Values) body.Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = Patch,
            };
        }

        if (metadata.OfType<IAllowAnonymous>().Any()) operation.Security = [new()];
        (operation.Responses ??= []).TryAdd("default", new OpenApiResponse
        {
            Description = "Any other problem.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [Replies.ProblemType] = new() { Schema = Reference(nameof(Problem), context) },
            },
        });

        if (metadata.OfType<Descriptions.Events>().Any())
        {
            operation.Responses["200"].Content?.Add(Replies.EventsType,
                new OpenApiMediaType { Schema = Reference("Change", context) });
            operation.Description =
                "With Accept: text/event-stream a stream of server-sent events: ready (or reset: what the caller "
                + "wanted to go on from cannot be gone on from, and its lists are to be read anew), then a change for each, and heartbeats. "
                + "The id of each is the cursor after it.";
        }

        if (Pretty.IsFor(metadata))
            (operation.Parameters ??= []).Add(new OpenApiParameterReference(Pretty.Parameter, context.Document));
        if (operation.OperationId == "submitClaims") await DescribeLines(operation, context, cancellationToken);
        DescribeHeaders(operation, metadata);
        foreach (var (type, body) in Bodies(operation)) Illustrate(type, body, context.Document);
    }

    /// <summary>What a route says of a parameter, else what is known of its name.</summary>
    private static void DescribeParameters(OpenApiOperation operation, ParameterNote[] notes)
    {
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            if ((notes.FirstOrDefault(n => n.Name == parameter.Name) ?? KnownParameters.Find(parameter.Name ?? ""))
                is { } note)
                (parameter.Description, parameter.Schema) = (note.Text, note.Form.Schema());
        }

        foreach (var note in notes.Where(n => n.In == ParameterLocation.Header))
        {
            (operation.Parameters ??= []).Add(
                new OpenApiParameter
                {
                    Name = note.Name, In = note.In, Description = note.Text, Schema = note.Form.Schema(),
                });
        }
    }

    /// <summary>The headers that go with a status, with a list, and those that the route names.</summary>
    private static void DescribeHeaders(OpenApiOperation operation, IList<object> metadata)
    {
        var isList = metadata.OfType<IProducesResponseTypeMetadata>().Any(m => m.Type?.GetProperty("Next") is not null);
        foreach (var (status, response) in operation.Responses ?? [])
        {
            if (response is not OpenApiResponse answer) continue;
            if (status is "200" or "201" or "304") foreach (var note in metadata.OfType<HeaderNote>()) Add(note);
            if (status is "200" && isList)
                Add(new("Link", "The next page, as rel=\"next\"; left out on the last.", ValueForm.Address));
            if (status is "201") Add(new("Location", "Where it is.", ValueForm.Address));
            if (status is "308")
                Add(new("Location", "The same request of the topic that this one leads to.", ValueForm.Address));
            if (status is "401")
                Add(new("WWW-Authenticate", "How to say who calls.", ValueForm.Words(Limits.TextLengthMax)));
            if (status is "429" or "503")
                Add(new("Retry-After", "After how many seconds to try again.", ValueForm.Whole(0, int.MaxValue)));

            void Add(HeaderNote note) => (answer.Headers ??= new Dictionary<string, IOpenApiHeader>())[note.Name] =
                new OpenApiHeader { Description = note.Text, Schema = note.Form.Schema() };
        }
    }

    /// <summary>What goes in and comes out; of problems, the one that names what is wrong with a request.</summary>
    private static IEnumerable<(string Type, OpenApiMediaType Body)> Bodies(OpenApiOperation operation) =>
        (operation.RequestBody?.Content ?? new Dictionary<string, OpenApiMediaType>())
        .Concat(operation.Responses?.Where(r => r.Key is "200" or "201" or "400")
            .SelectMany(r => r.Value.Content ?? new Dictionary<string, OpenApiMediaType>()) ?? [])
        .Select(c => (c.Key, c.Value));

    private static void Illustrate(string type, OpenApiMediaType body, OpenApiDocument? document)
    {
        var name = body.Schema?.Description == Patch ? "TopicPatch" : (body.Schema as OpenApiSchemaReference)?.Reference.Id;
        if (Http.Bodies.LineTypes.Contains(type) || type is Replies.EventsType || Examples.Of(name) is not { } example
            || name is null) return;
        document?.AddComponent(name, new OpenApiExample { Value = example });
        body.Examples = new Dictionary<string, IOpenApiExample>
        {
            ["example"] = new OpenApiExampleReference(name, document),
        };
    }

    private static OpenApiSchemaReference Reference(string component, OpenApiOperationTransformerContext context) =>
        new(component, context.Document);

    private static async Task DescribeLines(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var (type, body) in operation.RequestBody?.Content ?? new Dictionary<string, OpenApiMediaType>())
        {
            if (Http.Bodies.TableTypes.Contains(type))
                body.Schema = TableText.Claims();
        }

        var line = await context.GetOrCreateSchemaAsync(typeof(LineOutcomeJson), null, cancellationToken);
        Refer(line, "problem", nameof(Problem));
        (line.Properties?["warnings"] as OpenApiSchema)?.Items = Reference("Warning", context);
        context.Document?.AddComponent("LineOutcome", line);
        var summary = await context.GetOrCreateSchemaAsync(typeof(SummaryLineJson), null, cancellationToken);
        Refer(summary, "summary", "Summary");
        context.Document?.AddComponent("SummaryLine", summary);
        context.Document?.AddComponent("Summary",
            await context.GetOrCreateSchemaAsync(typeof(SummaryJson), null, cancellationToken));
        operation.Responses?["200"].Content?.Add(Http.Bodies.LineTypes[0], new OpenApiMediaType
        {
            Schema = new OpenApiSchema
            {
                AnyOf = [Reference("LineOutcome", context), Reference("SummaryLine", context)],
            },
        });
        operation.Description =
            "Many claims are sent as lines of JSON, in a body of any length. The answer is then 200 with one line per "
            + "line sent, in order, each as soon as its claim is durable. A bad line stops nothing. The last line is a "
            + "summary. Read the answer while you send.";

        void Refer(OpenApiSchema schema, string property, string component) =>
            schema.Properties?[property] = Reference(component, context);
    }

    private static async Task Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context,
        CancellationToken cancellationToken)
    {
        if (context.JsonPropertyInfo is { } property)
        {
            if (Attributes<AllowedValuesAttribute>(property) is [var allowed])
                schema.Enum = [.. allowed.Values.Select(word => JsonValue.Create(word as string)).OfType<JsonNode>()];
            if (!MayBeNull(property)) schema.Type &= ~JsonSchemaType.Null;
            if (IsEmpty(schema) && property.PropertyType.IsAssignableTo(typeof(IEnumerable)))
                await Fill(schema, property.PropertyType, context, cancellationToken);
            if (Words.TryGetValue((property.DeclaringType, property.Name), out var words)) SayWords(schema, words);
            // a duration
            if (property is { Name: "tolerance" } && property.DeclaringType == typeof(FamilyTermsJson))
                schema.Type |= JsonSchemaType.String;
        }

        if (context.JsonTypeInfo.Type == typeof(ClaimJson))
        {
            ClaimJson.Describe(schema,
                await context.GetOrCreateSchemaAsync(typeof(ValueJson), null, cancellationToken));
        }
        else if (schema.AnyOf is null or [])
        {
            schema.Required = context.JsonTypeInfo.Properties.Where(IsAlwaysThere).Select(p => p.Name).ToHashSet();
            if (context.JsonTypeInfo.Type == typeof(TopicReadingJson))
                schema.Required.UnionWith(TopicReadingJson.Always);
            if (schema.Properties?.Keys.Except(context.JsonTypeInfo.Properties.Select(p => p.Name)).SingleOrDefault()
                is { } kind)
                schema.Required.Add(kind); // what tells the cases of a contract apart is no property of any
        }
    }

    private static bool IsEmpty(OpenApiSchema schema) =>
        schema is { Type: null, OneOf: null or [], AnyOf: null or [], AllOf: null or [], Properties: null }
        || ((schema.Type & JsonSchemaType.Array) != 0 && schema.Items is null);

    /// <summary>
    /// The generator leaves a list or dictionary empty that it has met before within another contract; asked by itself
    /// it does not.
    /// </summary>
    private static async Task Fill(OpenApiSchema schema, Type type, OpenApiSchemaTransformerContext context,
        CancellationToken cancellationToken)
    {
        var whole = await context.GetOrCreateSchemaAsync(type, null, cancellationToken);
        (schema.Type, schema.Items, schema.AdditionalProperties)
            = (whole.Type, whole.Items, whole.AdditionalProperties);
        if ((schema.Type & JsonSchemaType.Array) == 0) return;
        schema.Items ??= await context.GetOrCreateSchemaAsync(type.GenericTypeArguments.Single(), null,
            cancellationToken);
        (schema.MinItems, schema.MaxItems) = (schema.MinLength ?? schema.MinItems, schema.MaxLength ?? schema.MaxItems);
        (schema.MinLength, schema.MaxLength) = (null, null);
    }

    /// <summary>Of a text, or of the texts that a list or a dictionary holds.</summary>
    private static void SayWords(OpenApiSchema schema, IReadOnlyList<string> words)
    {
        var text = (schema.Items ?? schema.AdditionalProperties) as OpenApiSchema ?? schema;
        text.Enum = [.. words.Select(word => (JsonNode)word)];
    }

    /// <summary>What has no value is left out, unless the contract gives null a meaning.</summary>
    private static bool IsAlwaysThere(JsonPropertyInfo property) =>
        MayBeNull(property)
        || (property.PropertyType.IsValueType ? Nullable.GetUnderlyingType(property.PropertyType) is null
            : !property.IsGetNullable);

    private static bool MayBeNull(JsonPropertyInfo property) =>
        Attributes<JsonIgnoreAttribute>(property) is [{ Condition: JsonIgnoreCondition.Never }];

    private static T[] Attributes<T>(JsonPropertyInfo property) =>
        [.. property.AttributeProvider?.GetCustomAttributes(typeof(T), inherit: true).OfType<T>() ?? []];
}
