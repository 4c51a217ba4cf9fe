using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Analysis.Api.Tests;

/// <summary>Whatever is sent, the answer says what is wrong and where, and nothing is stored.</summary>
public sealed class BadInputTests(ApiServer server) : IClassFixture<ApiServer>
{
    /// <summary>A field, what to put there (null takes it away), and the pointer that the answer must name.</summary>
    public static TheoryData<string, string?, string> BadFields => new()
    {
        { "id", null, "/id" },
        { "id", "\"\"", "/id" },
        { "id", "\"has space\"", "/id" },
        { "id", "\"../etc\"", "/id" },
        { "id", "\"ümlaut\"", "/id" },
        { "id", "7", "/id" },
        { "id", "null", "/id" },
        { "topic", null, "/topic" },
        { "topic", "[]", "/topic" },
        { "topic", "\"a/b\"", "/topic" },
        { "value", null, "/value" },
        { "value", "5", "/value" },
        { "value", "null", "/value" },
        { "value", "[]", "/value" },
        { "value", "{}", "/value/kind" },
        { "value", """{"kind": "number", "best": 5}""", "/value/kind" },
        { "value", """{"kind": 5}""", "/value/kind" },
        { "value", """{"kind": "quantity"}""", "/value/best" },
        { "value", """{"kind": "quantity", "best": "600"}""", "/value/best" },
        { "value", """{"kind": "quantity", "best": null}""", "/value/best" },
        { "value", """{"kind": "quantity", "best": 1e400}""", "/value/best" },
        { "value", """{"kind": "quantity", "best": -1}""", "/value/best" },
        { "value", """{"kind": "quantity", "best": 5, "low": 6}""", "/value/low" },
        { "value", """{"kind": "quantity", "best": 5, "high": 4}""", "/value/high" },
        { "value", """{"kind": "quantity", "best": 5, "low": null}""", "/value/low" },
        { "value", """{"kind": "quantity", "best": 5, "median": 5}""", "/value/median" },
        { "value", """{"kind": "quantity", "best": 5, "a/b~c": 5}""", "/value/a~1b~0c" },
        { "value", """{"kind": "range", "low": 5}""", "/value/high" },
        { "value", """{"kind": "range", "low": 5, "high": 4}""", "/value/high" },
        { "value", """{"kind": "range", "low": -5, "high": 4}""", "/value/low" },
        { "value", """{"kind": "bound", "op": ">="}""", "/value/value" },
        { "value", """{"kind": "bound", "op": ">=", "value": 4, "low": 4}""", "/value/low" },
        { "value", """{"kind": "bound", "op": "≥", "value": 4}""", "/value/op" },
        { "value", """{"kind": "bound", "op": "=", "value": 4}""", "/value/op" },
        { "value", """{"kind": "bound", "value": 4}""", "/value/op" },
        { "value", """{"kind": "proposition"}""", "/value/holds" },
        { "value", """{"kind": "proposition", "holds": "true"}""", "/value/holds" },
        { "value", """{"kind": "proposition", "holds": 1}""", "/value/holds" },
        { "value", """{"kind": "category"}""", "/value/name" },
        { "value", """{"kind": "category", "name": " "}""", "/value/name" },
        { "value", """{"kind": "date"}""", "/value/edtf" },
        { "value", """{"kind": "date", "edtf": ""}""", "/value/edtf" },
        { "value", """{"kind": "date", "edtf": "yesterday"}""", "/value/edtf" },
        { "value", """{"kind": "date", "edtf": "2025-02-30"}""", "/value/edtf" },
        { "value", """{"kind": "date", "edtf": "2025-08/2025-07"}""", "/value/edtf" },
        { "value", """{"kind": "date", "edtf": 2025}""", "/value/edtf" },
        { "unit", "\"\"", "/unit" },
        { "unit", "null", "/unit" },
        { "unit", "[\"persons\"]", "/unit" },
        { "stance", "\"agrees\"", "/stance" },
        { "stance", "\"Asserts\"", "/stance" },
        { "stance", "true", "/stance" },
        { "status", null, "/status" },
        { "status", "\"done\"", "/status" },
        { "status", "\"OCCURRED\"", "/status" },
        { "validTime", "\"soon\"", "/validTime" },
        { "validTime", "20240101", "/validTime" },
        { "validTime", "\"../..\"", "/validTime" },
        { "reportedTime", "\"2024-13\"", "/reportedTime" },
        { "reportedTime", "\"2024-10-19T25:00\"", "/reportedTime" },
        { "reportedTime", "\"[1667,1668]\"", "/reportedTime" },
        { "reportedTimeInferred", "\"yes\"", "/reportedTimeInferred" },
        { "publisher", "\". - .\"", "/publisher" },
        { "publisher", "\"other\"", "/attribution" },
        { "publisher", "{}", "/publisher" },
        { "attribution", "[]", "/attribution" },
        { "attribution", "\"outlet\"", "/attribution" },
        { "attribution", "[\"outlet\", 5]", "/attribution/1" },
        { "attribution", "[\"outlet\", \"...\"]", "/attribution/1" },
        { "hedges", "\"maybe\"", "/hedges" },
        { "hedges", "[\"\"]", "/hedges/0" },
        { "hedges", "[null]", "/hedges/0" },
        { "hedges", "[\"a\\u0000b\"]", "/hedges/0" },
        { "credibility", "2.5", "/credibility" },
        { "credibility", "\"2\"", "/credibility" },
        { "qualifiers", "[]", "/qualifiers" },
        { "qualifiers", """{"scope": 5}""", "/qualifiers/scope" },
        { "qualifiers", """{"scope": null}""", "/qualifiers/scope" },
        { "qualifiers", """{"scope": {"in": true}}""", "/qualifiers/scope" },
        { "qualifiers", """{"derivedFrom": ["a", 5]}""", "/qualifiers/derivedFrom/1" },
        { "qualifiers", """{"": "x"}""", "/qualifiers/" },
        { "qualifiers", """{"a": "x", "a": "y"}""", "/qualifiers/a" },
        { "quote", "\"half a pair: \\ud800\"", "/quote" },
        { "article", "5", "/article" },
        { "note", "false", "/note" },
        { "corrects", "\"\"", "/corrects" },
        { "corrects", "\"c1\"", "/corrects" },
        { "origin", "\"service\"", "/origin" },
        { "Id", "\"c1\"", "/Id" },
        { "weight", "1", "/weight" },
    };

    [Theory]
    [MemberData(nameof(BadFields))]
    public async Task A_claim_with_a_bad_field_is_refused_with_a_pointer_to_it(string field, string? json, string pointer)
    {
        var topic = await server.Topic();
        var claim = Samples.FullClaim(topic, "c1");
        claim.Remove(field);
        var text = claim.ToJsonString();
        if (json is not null) text = $"{text[..^1]}, \"{field}\": {json}}}";

        var answer = await server.Post("/v1/claims", text);
        Assert.Equal((400, "application/problem+json", "/problems/invalid-claim"), (answer.Status, answer.ContentType, answer.Type));
        Assert.Equal([pointer], answer.Pointers);
        AssertTellsNothing(answer);

        var line = Assert.Single((await server.PostLines("/v1/claims", "\n" + text)).Lines);
        Assert.Equal((2, "rejected"), (line["line"]!.GetValue<int>(), line["result"]!.GetValue<string>()));
        Assert.Equal(pointer, line["problem"]!["errors"]![0]!["pointer"]!.GetValue<string>());
        Assert.Equal(1, await server.Version(topic));
    }

    [Fact]
    public async Task All_faults_of_a_claim_are_named_at_once()
    {
        var answer = await server.Post("/v1/claims", """
            {"id": "a b", "topic": 5, "value": {"kind": "quantity", "best": 5, "low": 6, "x": 1}, "status": "?", "hedges": ["", 1], "more": 1, "id": "c"}
            """);

        Assert.Equal(
            ["/id", "/id", "/topic", "/value/low", "/value/x", "/status", "/publisher", "/hedges/0", "/hedges/1", "/more"],
            answer.Pointers);
    }

    [Fact]
    public async Task The_list_of_faults_has_an_end()
    {
        var many = string.Concat(Enumerable.Range(0, 1_000).Select(i => $", \"f{i}\": 1"));

        var answer = await server.Post("/v1/claims", Samples.Claim("t", "c", more: many));

        Assert.Equal(32, answer.Pointers.Count());
    }

    [Fact]
    public async Task A_field_given_twice_is_found_however_its_name_is_written_and_among_however_many()
    {
        var many = string.Concat(Enumerable.Range(0, 200).Select(i => $"\"f{i % 199}\": 1, "));

        var few = await server.Post("/v1/claims", """{"id": "a b", "\u0069d": "c", "topic": 5, "\ud800": 1}""");
        var more = await server.Post("/v1/claims", $"{{{many}\"\\u0066198\": 2}}");

        Assert.Equal(["/id", "", "/id", "/topic", "/value", "/status", "/publisher"], few.Pointers);
        Assert.Equal("is given twice", few.Json["errors"]![0]!["detail"]!.GetValue<string>());
        Assert.Equal(["/f0", "/f198", "/id"], more.Pointers.Take(3));
    }

    public static TheoryData<string, byte[]> BadBodies => new()
    {
        { "empty", [] },
        { "blank", " \n"u8.ToArray() },
        { "not JSON", "id=c1"u8.ToArray() },
        { "truncated", "{\"id\": \"c1\""u8.ToArray() },
        { "two documents", "{} {}"u8.ToArray() },
        { "trailing comma", "{\"id\": \"c1\",}"u8.ToArray() },
        { "comment", "{\"id\": \"c1\" /* me */}"u8.ToArray() },
        { "single quotes", "{'id': 'c1'}"u8.ToArray() },
        { "NaN", "{\"id\": NaN}"u8.ToArray() },
        { "invalid UTF-8", [(byte)'{', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)':', (byte)'1', (byte)'}'] },
        { "UTF-16", Encoding.Unicode.GetBytes("{}") },
        { "deep", Encoding.UTF8.GetBytes(new string('[', 1_000) + new string(']', 1_000)) },
        { "a leading zero", "{\"credibility\": 01}"u8.ToArray() },
        { "a raw control character", "{\"id\": \"a\u0001\"}"u8.ToArray() },
    };

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task A_body_that_is_not_JSON_is_refused_everywhere(string name, byte[] body)
    {
        var topic = await server.Topic();
        var writes = new[]
        {
            (HttpMethod.Put, $"/v1/topics/{topic}"), (HttpMethod.Post, $"/v1/topics/{topic}/resolution"), (HttpMethod.Post, "/v1/claims"),
            (HttpMethod.Post, $"/v1/topics/{topic}/claims/c1/retraction"),
            (HttpMethod.Post, $"/v1/topics/{topic}/claims/c1/restoration"), (HttpMethod.Post, $"/v1/topics/{topic}/annulment"),
            (HttpMethod.Post, $"/v1/topics/{topic}/resolution/withdrawal"), (HttpMethod.Put, $"/v1/sources/{topic}"),
        };
        foreach (var (method, path) in writes)
        {
            var answer = await server.Send(method, path, ApiServer.Bytes(body));
            Assert.True(answer is { Status: 400, ContentType: "application/problem+json", Type: "/problems/malformed-json" }, $"{name} at {path}: {answer}");
            AssertTellsNothing(answer);
        }

        Assert.Equal(1, await server.Version(topic));
        Assert.Equal(404, (await server.Get($"/v1/sources/{topic}")).Status);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("5")]
    [InlineData("true")]
    public async Task A_body_that_is_not_an_object_is_refused(string body)
    {
        var answer = await server.Post("/v1/claims", body);

        Assert.Equal((400, "/problems/invalid-claim"), (answer.Status, answer.Type));
        Assert.Equal([""], answer.Pointers);
    }

    public static TheoryData<string, string, string> BadFamilies => new()
    {
        { "f", "{}", "/kind" },
        { "f", """{"id": "g", "kind": "quantity"}""", "/id" },
        { "f", """{"kind": "rating"}""", "/kind" },
        { "f", """{"kind": "quantity", "tolerance": 0}""", "/tolerance" },
        { "f", """{"kind": "quantity", "tolerance": "P3D"}""", "/tolerance" },
        { "f", """{"kind": "quantity", "tolerance": -2, "scale": "linear"}""", "/tolerance" },
        { "f", """{"kind": "date", "tolerance": "3 days"}""", "/tolerance" },
        { "f", """{"kind": "category", "tolerance": 1}""", "/tolerance" },
        { "rating", """{"kind": "quantity", "tolerance": 0.1}""", "/tolerance" },
        { "rating", """{"kind": "quantity", "scale": "linear"}""", "/scale" },
        { "f", """{"kind": "date", "scale": "linear"}""", "/scale" },
        { "f", """{"kind": "quantity", "scale": "cubic"}""", "/scale" },
        { "f", """{"kind": "proposition", "misses": "nearby"}""", "/misses" },
        { "f", """{"kind": "quantity", "misses": "above"}""", "/misses" },
        { "f", """{"kind": "quantity", "halfLife": "P0D"}""", "/halfLife" },
        { "f", """{"kind": "category", "learnsBalance": true}""", "/learnsBalance" },
        { "f", """{"kind": "quantity", "labels": []}""", "/labels" },
    };

    [Theory]
    [MemberData(nameof(BadFamilies))]
    public async Task A_bad_family_is_refused_with_a_pointer(string family, string json, string pointer)
    {
        var answer = await server.Put($"/v1/families/{family}", json);

        Assert.Equal((400, "/problems/invalid-family"), (answer.Status, answer.Type));
        Assert.Equal([pointer], answer.Pointers);
    }

    public static TheoryData<string, string> BadTopics => new()
    {
        { """{"kind": "quantity"}""", "/title" },
        { """{"title": "T"}""", "/kind" },
        { """{"title": "", "kind": "quantity"}""", "/title" },
        { """{"title": "T", "kind": "number"}""", "/kind" },
        { """{"id": "another", "title": "T", "kind": "quantity"}""", "/id" },
        { """{"title": "T", "kind": "date", "unit": "days"}""", "/unit" },
        { """{"title": "T", "kind": "quantity", "categories": ["a", "b"]}""", "/categories" },
        { """{"title": "T", "kind": "category", "categories": ["a"]}""", "/categories" },
        { """{"title": "T", "kind": "category", "categories": ["a", "a"]}""", "/categories" },
        { """{"title": "T", "kind": "category", "categories": ["a", ""]}""", "/categories/1" },
        { """{"title": "T", "kind": "category", "ordered": true}""", "/ordered" },
        { """{"title": "T", "kind": "quantity", "dynamics": "moving"}""", "/dynamics" },
        { """{"title": "T", "kind": "quantity", "accepts": []}""", "/accepts" },
        { """{"title": "T", "kind": "quantity", "accepts": ["done"]}""", "/accepts/0" },
        { """{"title": "T", "kind": "quantity", "sources": "everyone"}""", "/sources" },
        { """{"title": "T", "kind": "quantity", "halfLife": "90 days"}""", "/halfLife" },
        { """{"title": "T", "kind": "quantity", "halfLife": "P0D"}""", "/halfLife" },
        { """{"title": "T", "kind": "quantity", "halfLife": "P"}""", "/halfLife" },
        { """{"title": "T", "kind": "quantity", "halfLife": "P999999Y"}""", "/halfLife" },
        { """{"title": "T", "kind": "quantity", "interests": [{"source": "s"}]}""", "/interests/0/favours" },
        { """{"title": "T", "kind": "quantity", "interests": [{"source": "s", "favours": "yes"}]}""", "/interests/0/favours" },
        { """{"title": "T", "kind": "quantity", "interests": {"source": "s", "favours": "low"}}""", "/interests" },
        { """{"title": "T", "kind": "quantity", "unit": "persons", "conversions": {"brigades": 0}}""", "/conversions/brigades" },
        { """{"title": "T", "kind": "quantity", "unit": "persons", "conversions": {"persons": 1}}""", "/conversions" },
        { """{"title": "T", "kind": "quantity", "conversions": {"brigades": 5000}}""", "/conversions" },
        { """{"title": "T", "kind": "quantity", "scale": {"low": 5, "high": 1}}""", "/scale/high" },
        { """{"title": "T", "kind": "quantity", "family": "a family"}""", "/family" },
        { """{"title": "T", "kind": "quantity", "tags": ["a", 5]}""", "/tags/1" },
        { """{"title": "T", "kind": "quantity", "expected": []}""", "/expected" },
        { """{"title": "T", "title": "U", "kind": "quantity"}""", "/title" },
    };

    [Theory]
    [MemberData(nameof(BadTopics))]
    public async Task A_bad_definition_is_refused_with_a_pointer(string json, string pointer)
    {
        var topic = await server.Topic();

        var answer = await server.Put($"/v1/topics/{topic}", json);

        Assert.Equal((400, "/problems/invalid-topic"), (answer.Status, answer.Type));
        Assert.Equal([pointer], answer.Pointers);
        Assert.Equal(1, await server.Version(topic));
    }

    [Theory]
    [InlineData("""{"grade": "G"}""", "/grade")]
    [InlineData("""{"grade": "b"}""", "/grade")]
    [InlineData("""{"grade": "B", "reliability": "C"}""", "/reliability")]
    [InlineData("""{"name": 5}""", "/name")]
    [InlineData("""{"id": "other"}""", "/id")]
    [InlineData("""{"trust": 1}""", "/trust")]
    public async Task A_bad_assessment_is_refused_with_a_pointer(string json, string pointer)
    {
        var answer = await server.Put("/v1/sources/unassessed", json);

        Assert.Equal((400, "/problems/invalid-source"), (answer.Status, answer.Type));
        Assert.Equal([pointer], answer.Pointers);
        Assert.Equal(404, (await server.Get("/v1/sources/unassessed")).Status);
    }

    [Theory]
    [InlineData("/v1/topics?limit=ten", "limit")]
    [InlineData("/v1/topics?limit=1&limit=2", "limit")]
    [InlineData("/v1/topics?sort=size", "sort")]
    [InlineData("/v1/topics?cursor=tampered", "cursor")]
    [InlineData("/v1/topics?cursor=e30", "cursor")]
    [InlineData("/v1/topics?cursor=%00", "cursor")]
    [InlineData("/v1/topics?sort=title&cursor=eyJPcmRlciI6IDMsICJOdW1iZXIiOiAwLCAiVGV4dCI6ICJhXHUwMDAwIiwgIklkIjogImEifQ", "cursor")]
    [InlineData("/v1/topics?sort=title&cursor=eyJPcmRlciI6MywiTnVtYmVyIjowLCJUZXh0IjoiXHVkODAwIiwiSWQiOiJhIn0", "cursor")]
    [InlineData("/v1/topics?tag=a%00b", "tag")]
    [InlineData("/v1/topics?q=a%07b", "q")]
    [InlineData("/v1/topics?Limit=5", "Limit")]
    [InlineData("/v1/topics?colour=blue", "colour")]
    [InlineData("/v1/topics/T?asOf=yesterday", "asOf")]
    [InlineData("/v1/topics/T?asOf=2024-10/2024-11", "asOf")]
    [InlineData("/v1/topics/T?asOf=", "asOf")]
    [InlineData("/v1/topics/T?reportedBy=2024-13", "reportedBy")]
    [InlineData("/v1/topics/T?validAt=0000", "validAt")]
    [InlineData("/v1/topics/T?validAt=9999-12-31T23:59:59Z", "validAt")]
    [InlineData("/v1/topics/T?version=0", "version")]
    [InlineData("/v1/topics/T?version=-1", "version")]
    [InlineData("/v1/topics/T?version=99999999999999999999", "version")]
    [InlineData("/v1/topics/T?after=x", "after")]
    [InlineData("/v1/topics/T?topic=T", "topic")]
    [InlineData("/v1/topics/T/claims?without=yes", "without")]
    [InlineData("/v1/topics/T/claims?cursor=YWZ0ZXI6LTE", "cursor")]
    [InlineData("/v1/topics/T/claims?cursor=!!", "cursor")]
    [InlineData("/v1/topics/T/history?from=then", "from")]
    [InlineData("/v1/topics/T/history?cursor=YWZ0ZXI6MDE", "cursor")]
    [InlineData("/v1/topics/T/timeline?validAt=2024", "validAt")]
    [InlineData("/v1/topics/a%20b", "topic")]
    [InlineData("/v1/topics/%2e%2e%2f", "topic")]
    [InlineData("/v1/topics/T/claims/a%20b", "claim")]
    [InlineData("/v1/sources?limit=x", "limit")]
    [InlineData("/v1/sources?cursor=x", "cursor")]
    public async Task A_bad_parameter_is_named(string path, string parameter)
    {
        var answer = await server.Get(path.Replace("/T", $"/{await server.Topic()}"));

        Assert.Equal((400, "application/problem+json", "/problems/invalid-parameter"), (answer.Status, answer.ContentType, answer.Type));
        Assert.Equal([parameter], answer.Parameters);
    }

    [Theory]
    [InlineData("GET", "/v1/nothing", 404, "not-found")]
    [InlineData("GET", "/v1/topics/none", 404, "unknown-topic")]
    [InlineData("GET", "/v1/topics/none/history", 404, "unknown-topic")]
    [InlineData("GET", "/v1/topics/none/timeline", 404, "unknown-topic")]
    [InlineData("GET", "/v1/topics/none/claims", 404, "unknown-topic")]
    [InlineData("GET", "/v1/topics/none/claims/c", 404, "unknown-topic")]
    [InlineData("DELETE", "/v1/topics/none", 405, "method-not-allowed")]
    [InlineData("POST", "/v1/topics", 405, "method-not-allowed")]
    [InlineData("GET", "/v1/claims", 405, "method-not-allowed")]
    public async Task Every_dead_end_is_a_problem(string method, string path, int status, string type)
    {
        var answer = await server.Send(new HttpMethod(method), path, null);

        Assert.Equal((status, "application/problem+json", $"/problems/{type}"), (answer.Status, answer.ContentType, answer.Type));
        Assert.Equal(status == 405, answer.ContentHeaders.Allow.Count > 0);
    }

    [Theory]
    [InlineData("text/plain", null, null, 415)]
    [InlineData("application/x-www-form-urlencoded", null, null, 415)]
    [InlineData("application/json; charset=utf-16", null, null, 415)]
    [InlineData(null, null, null, 415)]
    [InlineData("application/json", "gzip", null, 415)]
    [InlineData("application/json", null, "text/html", 406)]
    [InlineData("application/json", null, "application/json;q=0", 406)]
    [InlineData("application/json", null, "application/*", 201)]
    [InlineData("application/json; charset=UTF-8", null, "text/html, */*;q=0.1", 201)]
    public async Task Media_types_are_agreed_on(string? type, string? encoding, string? accept, int status)
    {
        var body = new ByteArrayContent(Encoding.UTF8.GetBytes(Samples.Claim(await server.Topic(), "c1")));
        if (type is not null) body.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (encoding is not null) body.Headers.ContentEncoding.Add(encoding);

        var answer = await server.Send(HttpMethod.Post, "/v1/claims", body, accept is null ? [] : [("Accept", accept)]);

        Assert.Equal((status, status == 201 ? "application/json" : "application/problem+json"), (answer.Status, answer.ContentType));
    }

    [Fact]
    public async Task A_body_over_the_limit_is_413()
    {
        var topic = await server.Topic();
        var claim = Samples.Claim(topic, "c1", more: $", \"quote\": \"{new string('q', 70_000)}\"");
        var definition = $$"""{"title": "{{new string('t', 1_100_000)}}", "kind": "quantity"}""";
        foreach (var (method, path, text, chunked) in new[]
        {
            (HttpMethod.Post, "/v1/claims", claim, false), (HttpMethod.Post, "/v1/claims", claim, true),
            (HttpMethod.Put, $"/v1/topics/{topic}", definition, false), (HttpMethod.Put, $"/v1/topics/{topic}", definition, true),
        })
        {
            using var request = new HttpRequestMessage(method, path) { Content = ApiServer.Json(text) };
            request.Headers.TransferEncodingChunked = chunked;
            request.Headers.ExpectContinue = true;
            try
            {
                using var response = await server.Http.SendAsync(request);
                var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
                Assert.Equal((413, "/problems/body-too-large"),
                    ((int)response.StatusCode, problem["type"]!.GetValue<string>()));
            }
            catch (HttpRequestException fault) when (chunked && fault.InnerException is IOException)
            {
                // The server has answered, and hung up on whoever was still sending.
            }
        }

        Assert.Equal(1, await server.Version(topic));
    }

    [Fact]
    public async Task The_largest_claim_fits_into_an_event()
    {
        var topic = await server.Topic();
        var texts = new JsonArray([.. Enumerable.Range(0, 8).Select(_ => (JsonNode)new string('\u20ac', 2_600))]);
        var claim = Samples.FullClaim(topic, "c1");
        claim["qualifiers"] = new JsonObject { ["texts"] = texts };
        var json = claim.ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        Assert.InRange(Encoding.UTF8.GetByteCount(json), 60_000, 65_536);

        Assert.Equal(201, (await server.Post("/v1/claims", json)).Status);
        Assert.True(JsonNode.DeepEquals(claim, (await server.Get($"/v1/topics/{topic}/claims/c1")).Json["claim"]));
    }

    [Fact]
    public async Task Answers_do_not_name_the_server()
    {
        var answer = await server.Get("/v1/topics");

        Assert.False(answer.Headers.Contains("Server"));
    }

    private static void AssertTellsNothing(Answer answer) =>
        Assert.All(new[] { "   at ", "System.", "Analysis.", "Exception" }, word => Assert.DoesNotContain(word, answer.Body));
}
