using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Api.Http;
using Analysis.Api.Tables;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Analysis.Api;

/// <summary>What the OpenAPI document says beyond what routes and contracts say by themselves.</summary>
internal static class OpenApiText
{
    private const string BasicScheme = "Basic";

    private const string IssuerScheme = "OpenIdConnect";

    private static readonly Dictionary<string, string> Tags = new()
    {
        ["topics"] = "Questions that are tracked, and what is believed about each.",
        ["changes"] = "What happens to topics, fact by fact, to be read page by page or followed as it happens.",
        ["claims"] = "What somebody reported, kept for ever as it came in.",
        ["sources"] = "Anyone in a chain of attribution, and how reliable.",
        ["audit"] = "Who did what, on what and when.",
        ["alerts"] = "Who is told when a view changes, by what, and what became of it.",
        ["families"] = "How topics that ask the same kind of question are weighed.",
        ["exchange"] = "Everything out of one service and into another.",
        ["health"] = "For whoever watches over the process.",
    };

    private static readonly Dictionary<string, string> Parameters = new()
    {
        ["topic"] = "The topic's id.",
        ["claim"] = "The claim's id.",
        ["source"] = "The source's id.",
        ["family"] = "The family's id.",
        ["alert"] = "The alert's id.",
        ["delivery"] = "The delivery's id, which is that of the change.",
        ["status"] = "Only deliveries of this status: pending, delivered or dead.",
        ["getFeed/alert"] = "Only what this alert told.",
        ["getFeed/topic"] = "Only what was told of this topic.",
        ["getFeed/tag"] = "Only what was told of topics with this tag, in any spelling.",
        ["getChanges/from"] = "Begin with what was recorded at or after it, where there is no after.",
        ["asOf"] = "Only facts recorded by then: exactly what was shown then. A time (RFC 3339), or a date, which means its end.",
        ["reportedBy"] = "Only claims reported by then: what could be known then. A time, or a date, which means its end.",
        ["validAt"] = "The valid time asked about, a time or a date; by default the earliest of now and the two above.",
        ["version"] = "Only the first so many facts of the topic.",
        ["after"] = "Of a topic, with Prefer: wait: hold the answer until the version is above this one. Of a history: only facts after this version.",
        ["exportEvents/after"] = "Only what follows the line with this cursor.",
        ["exportEvents/topic"] = "This topic, and what is held about the sources and families that it uses.",
        ["exportEvents/tag"] = "Likewise the topics with this tag.",
        ["getChanges/after"] = "Only what happened after this position: the next of the page before, or the id of an event. Without it a page begins at the beginning, and a stream now.",
        ["getTopicChanges/after"] = "Only what happened after this version: the next of the page before, or the id of an event. Without it a page begins at the beginning, and a stream now.",
        ["by"] = "Only what this writer did: the name of a key, or of whom a token speaks.",
        ["act"] = "Only this act, as event in a history.",
        ["listActs/topic"] = "Only what was done to this topic. Without it, what topics were told of sources and "
            + "families is left out: those acts stand by themselves.",
        ["from"] = "Only facts recorded at or after it.",
        ["to"] = "Only facts recorded before it.",
        ["without"] = "true: with each claim that counts, the view without it. Costs a fold per claim.",
        ["over"] = "validTime, the default: when things hold in the world; or reportedTime: what could be known by when.",
        ["points"] = "At most so many points, from 2 to 200, which is the default.",
        ["claims"] = "false: without the claims.",
        ["timeline"] = "validTime or reportedTime: also the view over that under these assumptions.",
        ["define"] = "auto: a claim on an unknown topic opens it, of the kind that its value has.",
        ["submitClaims/topic"] = "Of a table: the topic of every line, in place of its column.",
        ["separator"] = "Of a table: what stands between cells: comma, semicolon or tab. By default what comes in is looked at, and commas go out.",
        ["decimal"] = "Of a table: the decimal mark of numbers, . (the default) or a comma.",
        ["q"] = "Words that must all occur, in any case and normal form.",
        ["tag"] = "A tag that the topic must have, in any spelling.",
        ["archived"] = "false (the default): without topics that were put away; true: those alone; any: all.",
        ["sort"] = "id (the default), updated (newest first), confidence (highest first) or title.",
        ["limit"] = "At most so many, from 1 to 200; 50 by default.",
        ["cursor"] = "The next of the page before.",
    };

    private static readonly (string Operation, string Header, string Text)[] Headers =
    [
        ("defineTopic", "If-Match", "The ETag that the definition was read with: 412 when the topic has changed since."),
        ("defineTopic", "If-None-Match", "*: 412 when the topic exists."),
        ("getTopic", "If-None-Match", "The ETag that the caller has: 304 when nothing has changed."),
        ("getTopic", "Prefer", "wait=20: hold the answer up to so many seconds until the view changes."),
        ("defineFamily", "If-Match", "The ETag that the definition was read with: 412 when the family has changed since."),
        ("defineFamily", "If-None-Match", "*: 412 when somebody has defined the family."),
        ("getFamily", "If-None-Match", "The ETag that the caller has: 304 when nothing has changed."),
        ("amendTopic", "If-Match", "Amends only while the topic is at this ETag."),
        ("getChanges", "Last-Event-ID", "Of a stream, in place of after: the id of the last event that the caller has."),
        ("getTopicChanges", "Last-Event-ID", "Of a stream, in place of after: the id of the last event that the caller has."),
        ("getSource", "If-None-Match", "The ETag that the caller has: 304 when nothing has changed."),
    ];

    public static IServiceCollection AddOpenApiText(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Wire);
        });
        return services.AddOpenApi("v1", options =>
        {
            options.CreateSchemaReferenceId = type => (Nullable.GetUnderlyingType(type.Type) ?? type.Type) == typeof(JsonElement) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(type)?.Replace("Json", "");
            options.AddSchemaTransformer(Describe);
            options.AddOperationTransformer(Describe);
            options.AddDocumentTransformer(Describe);
        });
    }

    private static async Task Describe(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Analysis",
            Version = "1",
            Description = "Keeps every claim, counts origins rather than reports, computes and explains a belief per topic, "
                + "and can reproduce any belief it ever held.",
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

        foreach (var tag in document.Tags ?? new HashSet<OpenApiTag>()) tag.Description = Tags.GetValueOrDefault(tag.Name ?? "");

        var schemas = (document.Components ??= new OpenApiComponents()).Schemas ??= new Dictionary<string, IOpenApiSchema>();
        foreach (var schema in schemas.Values.OfType<OpenApiSchema>()) DropNulls(schema);

        // A schema that the generator first meets inside a polymorphic one comes out empty; asked for by itself it does not.
        var resolution = await context.GetOrCreateSchemaAsync(typeof(ResolutionJson), null, cancellationToken);
        resolution.Properties?["value"] = new OpenApiSchemaReference("Value", document);
        schemas["Resolution"] = resolution;
        schemas["Grounds"] = await context.GetOrCreateSchemaAsync(typeof(GroundsJson), null, cancellationToken);
    }

    /// <summary>What is absent is left out, so a reference is never "null or a reference".</summary>
    private static void DropNulls(OpenApiSchema schema)
    {
        foreach (var (name, property) in schema.Properties?.ToList() ?? [])
        {
            if (property.OneOf?.OfType<OpenApiSchemaReference>().SingleOrDefault() is { } reference) schema.Properties![name] = reference;
        }
    }

    private static async Task Describe(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
            parameter.Description = Parameters.GetValueOrDefault($"{operation.OperationId}/{parameter.Name}") ?? Parameters.GetValueOrDefault(parameter.Name ?? "");
        foreach (var (_, header, text) in Headers.Where(h => h.Operation == operation.OperationId))
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = header, In = ParameterLocation.Header, Description = text, Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }

        if (operation.RequestBody?.Content is { } bodies && bodies.ContainsKey(Bodies.PatchType))
        {
            foreach (var body in bodies.Values) body.Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "A JSON Merge Patch (RFC 7396): any members of Topic; null for the default, and what is left out stays.",
            };
        }

        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IAllowAnonymous>().Any()) operation.Security = [new()];
        (operation.Responses ??= []).TryAdd("4XX", new OpenApiResponse
        {
            Description = "Whatever else is in the way.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [Replies.ProblemType] = new() { Schema = new OpenApiSchemaReference(nameof(Problem), context.Document) },
            },
        });

        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<Descriptions.Events>().Any())
        {
            operation.Responses["200"].Content?.Add(Replies.EventsType, new OpenApiMediaType { Schema = new OpenApiSchemaReference("Change", context.Document) });
            operation.Description = "With Accept: text/event-stream a stream of server-sent events: ready (or reset: what the caller wanted to go on from cannot be "
                + "gone on from, and its lists are to be read anew), then a change for each, and heartbeats. The id of each is the cursor after it.";
        }

        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<Descriptions.TableToo>().Any())
        {
            operation.Responses["200"].Content?.Add(TableReply.Type, new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
            foreach (var name in TableReply.Parameters)
            {
                (operation.Parameters ??= []).Add(new OpenApiParameter
                {
                    Name = name, In = ParameterLocation.Query, Description = Parameters[name], Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                });
            }

            operation.Description = $"{operation.Description} With Accept: text/csv, or .csv behind the path, a table: without limit all of it.".TrimStart();
        }

        if (operation.OperationId != "submitClaims") return;
        foreach (var type in Bodies.TableTypes)
        {
            if (operation.RequestBody?.Content?.TryGetValue(type, out var table) ?? false) table.Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Description = "A table with a header, whose columns are the fields of a claim in flat form; docs/tables.md lists them.",
            };
        }

        var line = await context.GetOrCreateSchemaAsync(typeof(LineOutcomeJson), null, cancellationToken);
        context.Document?.AddComponent("LineOutcome", line);
        context.Document?.AddComponent("SummaryLine", await context.GetOrCreateSchemaAsync(typeof(SummaryLineJson), null, cancellationToken));
        operation.Responses["200"].Content?.Add(Bodies.LineTypes[0], new OpenApiMediaType
        {
            Schema = new OpenApiSchema
            {
                AnyOf = [new OpenApiSchemaReference("LineOutcome", context.Document), new OpenApiSchemaReference("SummaryLine", context.Document)],
            },
        });
        operation.Description = "Many claims are sent as lines of JSON, in a body of any length. The answer is then 200 with one line per "
            + "line sent, in order, each as soon as its claim is durable. A bad line stops nothing. The last line is a summary. Read the "
            + "answer while you send.";
    }

    private static async Task Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonPropertyInfo is { } property)
        {
            if (Attributes<AllowedValuesAttribute>(property) is [var allowed])
                schema.Enum = [.. allowed.Values.Select(word => JsonValue.Create(word as string)).OfType<JsonNode>()];
            if (!IsAlwaysThere(property)) schema.Type &= ~JsonSchemaType.Null;
            if (property.PropertyType == typeof(IReadOnlyList<ClaimJson>))
            {
                schema.Items = await context.GetOrCreateSchemaAsync(typeof(ClaimJson), null, cancellationToken);
            }
            if (property is { Name: "tolerance" } && property.DeclaringType == typeof(FamilyTermsJson)) schema.Type |= JsonSchemaType.String; // a duration
        }

        if (context.JsonTypeInfo.Type == typeof(ClaimJson))
        {
            ClaimJson.Describe(schema, await context.GetOrCreateSchemaAsync(typeof(ValueJson), null, cancellationToken));
        }
        else if (schema.AnyOf is null or [])
        {
            schema.Required = context.JsonTypeInfo.Properties.Where(IsAlwaysThere).Select(p => p.Name).ToHashSet();
            if (schema.Properties?.ContainsKey("kind") ?? false) schema.Required.Add("kind");
        }
    }

    /// <summary>What has no value is left out, unless the contract gives null a meaning.</summary>
    private static bool IsAlwaysThere(JsonPropertyInfo property) =>
        Attributes<JsonIgnoreAttribute>(property) is [_]
        || (property.PropertyType.IsValueType ? Nullable.GetUnderlyingType(property.PropertyType) is null : !property.IsGetNullable);

    private static T[] Attributes<T>(JsonPropertyInfo property) =>
        [.. property.AttributeProvider?.GetCustomAttributes(typeof(T), inherit: true).OfType<T>() ?? []];
}
