using System.Text;
using System.Text.Json.Nodes;
using Analysis.Api.Tables;

namespace Analysis.Api.Tests;

public sealed class TableTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Header = "id,topic,value,low,high,min,max,unit,status,publisher,quote,qualifier.location";

    [Fact]
    public async Task A_line_becomes_a_claim_by_its_columns()
    {
        var topic = await server.Topic();
        string[] lines =
        [
            "Id,Topic,Value,Low,High,Min,Max,Unit,Status,Valid time,Attribution,Hedges,Credibility,Quote,qualifier.location,qualifier.areas,reported-time inferred",
            $"c1,{topic},600,550,650.5,,,persons,occurred,2024-10,outlet > lawmaker > service,reportedly; likely,2,\"one \"\"two\"\",\nthree\",Kursk,Kursk;Belgorod,TRUE",
            $"c2,{topic},,100,200,,,persons,occurred,,outlet;bureau,,,,,,",
            $"c3,{topic},,,,500,,persons,occurred,,outlet,,,,,,",
            $"c4,{topic},,,,,1 500,persons,occurred,,outlet,,,,,,",
            $"c5,{topic},\">1,5e3\",,,,,persons,occurred,,outlet,,,,,,",
            $"c6,{topic},>1500,,,,,persons,occurred,,outlet,,,,,,",
        ];

        var answer = await Post(string.Join("\r\n", lines));

        Assert.Equal(
            ["2 created c1", "4 created c2", "5 created c3", "6 created c4", "7 rejected c5 invalid-claim",
            "8 created c6"], answer.Lines.Select(Summary));
        Assert.Equal(("/value", 3), Fault(answer.Lines[4]));
        var claim = (await server.Get($"/v1/topics/{topic}/claims/c1")).Json["claim"]!;
        var expected = string.Join(
            ',',
            $$""" {"id":"c1","topic":"{{topic}}","value":{"kind":"quantity","best":600,"low":550,"high":650.5},"unit":"persons" """.Trim(),
            """ "stance":"asserts","status":"occurred","validTime":"2024-10","reportedTimeInferred":true """.Trim(),
            """ "attribution":["outlet","lawmaker","service"],"hedges":["reportedly","likely"],"credibility":2 """.Trim(),
            """ "qualifiers":{"areas":["Kursk","Belgorod"],"location":"Kursk"},"quote":"one \"two\",\nthree"} """.Trim());
        Assert.Equal(expected, claim.ToJsonString(Relaxed));
        Assert.Equal("""{"kind":"range","low":100,"high":200}""", await Value(topic, "c2"));
        Assert.Equal("""{"kind":"bound","op":">=","value":500}""", await Value(topic, "c3"));
        Assert.Equal("""{"kind":"bound","op":"<=","value":1500}""", await Value(topic, "c4"));
        Assert.Equal("""{"kind":"bound","op":">","value":1500}""", await Value(topic, "c6"));
    }

    [Theory]
    [InlineData("true", """{"kind":"proposition","holds":true}""")]
    [InlineData("No", """{"kind":"proposition","holds":false}""")]
    [InlineData("2024-10-19", """{"kind":"date","edtf":"2024-10-19"}""")]
    [InlineData("Kherson", """{"kind":"category","name":"Kherson"}""")]
    [InlineData("5.25", """{"kind":"quantity","best":5.25}""")]
    public async Task The_kind_of_a_value_is_guessed(string cell, string value)
    {
        var topic = await server.Topic();

        Assert.Equal("created",
            Result((await Post($"id,value,status,publisher\nc1,{cell},occurred,outlet", $"?topic={topic}")).Lines[0]));
        Assert.Equal(value, await Value(topic, "c1"));
    }

    [Theory]
    [InlineData(';', "text/csv", "?decimal=,")]
    [InlineData('\t', "text/csv", "?decimal=,")]
    [InlineData('\t', "text/tab-separated-values", "?decimal=,")]
    [InlineData(';', "text/csv; charset=utf-8", "?decimal=,&separator=semicolon")]
    public async Task Separators_are_seen_and_commas_may_be_decimal(char separator, string type, string query)
    {
        var topic = await server.Topic();
        var table = $"\uFEFFid,topic,value,unit,status,publisher\nc1,{topic},\"1500,5\",persons,occurred,outlet\n".Replace("\"1500,5\"", "1500#5").Replace(',', separator).Replace('#', ',');

        var answer = await Post(table, query, type);

        Assert.Equal("2 created c1", Summary(answer.Lines[0]));
        Assert.Equal("""{"kind":"quantity","best":1500.5}""", await Value(topic, "c1"));
    }

    [Fact]
    public async Task A_bad_line_does_not_stop_the_rest_and_names_its_column()
    {
        var topic = await server.Topic();
        List<byte> body = [.. Encoding.UTF8.GetBytes($"""
            {Header}
            c1,{topic},"1,500",,,,,persons,occurred,outlet,,
            c2,{topic},5,6,,,,persons,occured,outlet,,
            ,,,,,,,,,,,

            c3,{topic},5,,,,,persons,occurred,outlet,,,,too many
            c4,{topic},5,,,,,persons,occurred,"out"let,,
            c5,{topic},5,,,,,persons,occurred,outlet,{new string('x', 70_000)},
            c6,{topic},5,,,,,persons,occurred,outlet,a 5" pipe,
            c7,{topic},yes,2,,,,persons,occurred,outlet,,
            c8,{topic},,,,,,persons,occurred,outlet,,

            """)];
        body.AddRange([.. "c9"u8, 0xE4, .. ",x\n"u8]);
        body.AddRange(
            Encoding.UTF8.GetBytes(
            $"c10,{topic},5,,,,,tanks,occurred,outlet,,\nc11,{topic},5,,,,,persons,occurred,outlet,\"never closed,\n"));

        using var content = new ByteArrayContent([.. body]) { Headers = { ContentType = new("text/csv") } };
        var answer = await server.Send(HttpMethod.Post, "/v1/claims", content);

        Assert.Equal(
            [
                "2 rejected c1 invalid-claim", "3 rejected c2 invalid-claim", "6 rejected  malformed-table",
                "7 rejected  malformed-table",
                "8 rejected  line-too-long", "9 created c6", "10 rejected c7 invalid-claim",
                "11 rejected c8 invalid-claim", "12 rejected  malformed-table",
                "13 created c10", "14 rejected  malformed-table",
            ],
            answer.Lines.Select(Summary));
        Assert.Equal(("/value", 3), Fault(answer.Lines[0]));
        Assert.Equal("must be a number such as 1500.5, without commas or dots between thousands",
            answer.Lines[0]["problem"]!["errors"]![0]!["detail"]!.GetValue<string>());
        Assert.Equal(["/low 4", "/status 9"], Faults(answer.Lines[1]));
        Assert.Equal(("/low", 4), Fault(answer.Lines[6]));
        Assert.Equal(("/value", 3), Fault(answer.Lines[7]));
        Assert.Equal("/unit", answer.Lines[9]["warnings"]![0]!["pointer"]!.GetValue<string>());
        Assert.Equal("""{"created":2,"duplicate":0,"rejected":9,"notCounted":1,"reasons":{"unknownUnit":1}}""", answer.Summary.ToJsonString());
    }

    [Theory]
    [InlineData("id,topic,value,statsu,publisher", "/statsu", 4, "is not a column; the nearest is status")]
    [InlineData("id,topic,value,status,publisher,id", "/id", 6, "is given twice")]
    [InlineData("id,topic,value,publisher", "/status", null, "is required, and no column is called so")]
    [InlineData("id,value,status,publisher", "/topic", null, "is required, and no column is called so")]
    [InlineData("", "", null, "is missing: the table is empty")]
    public async Task A_header_that_cannot_be_used_is_refused_as_a_whole(string header, string pointer, int? column,
        string detail)
    {
        var answer = await Post(header);

        Assert.Equal((400, "/problems/invalid-header"), (answer.Status, answer.Type));
        var error = answer.Json["errors"]!.AsArray().Single()!;
        Assert.Equal((pointer, column, detail),
            (error["pointer"]!.GetValue<string>(), error["column"]?.GetValue<int>(),
            error["detail"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("separator=pipe", "text/csv", "separator")]
    [InlineData("decimal=;", "text/csv", "decimal")]
    [InlineData("topic=%20", "text/csv", "topic")]
    [InlineData("decimal=,", "application/x-ndjson", "decimal")]
    [InlineData("topic=t", "application/json", "topic")]
    public async Task Parameters_of_tables_are_checked_and_are_for_tables(string query, string type, string parameter)
    {
        var answer = await Post("{}", $"?{query}", type);

        Assert.Equal((400, parameter), (answer.Status, answer.Parameters.Single()));
    }

    [Fact]
    public async Task The_ledger_as_a_table_posted_to_another_topic_gives_the_same_view()
    {
        var (topic, other) = (await server.Topic(), await server.Topic());
        var values = new[]
        {
            """{"kind": "quantity", "best": 600, "low": 550.25, "high": 1e7}""", """{"kind": "range", "low": 5, "high": 700}""", """{"kind": "bound", "op": ">=", "value": 100}""",
            """{"kind": "bound", "op": "<", "value": 5000}""", """{"kind": "bound", "op": ">", "value": 0.1}""", """{"kind": "bound", "op": "<=", "value": 9000}""",
            """{"kind": "proposition", "holds": true, "probability": 0.3}""", """{"kind": "category", "name": "=1+1"}""", """{"kind": "category", "name": "2024"}""",
            """{"kind": "date", "edtf": "-0043-03-15"}""", """{"kind": "date", "edtf": null}""",
        };
        string[] texts = ["=HYPERLINK(1)", "+a", "-b", "@c", "\tx", "'quoted", "'=x", "true", "a;b", "a > b \\ c",
            "-5", " x ", "multi\r\nline", "ü\uD83D\uDE00,;\t\"", "a;"];
        foreach (var (i, value) in values.Index())
        {
            var claim = Samples.FullClaim(topic, $"c{i}");
            claim["value"] = JsonNode.Parse(value);
            claim["quote"] = texts[i % texts.Length];
            claim["note"] = texts[(i + 7) % texts.Length];
            claim["hedges"] = new JsonArray("=likely", "a;b > c");
            claim["qualifiers"]!["remark"] = texts[(i + 3) % texts.Length];
            claim["qualifiers"]!["one"] = new JsonArray(texts[(i + 5) % texts.Length]);
            claim["qualifiers"]!["none"] = new JsonArray();
            claim.Remove("corrects");
            claim.Remove("entry");
            claim["reportedTime"] = $"2025-06-{i + 1:00}";
            Assert.Equal(201, (await server.Post("/v1/claims", claim.ToJsonString())).Status);
        }

        foreach (var query in new[] { "", "?separator=semicolon&decimal=,", "?separator=tab" })
        {
            var table = await server.Get($"/v1/topics/{topic}/claims.csv{query}");
            Assert.Equal((200, "text/csv"), (table.Status, table.ContentType));
            Assert.DoesNotContain(
                Rows(table.Body, query.Contains("semicolon") ? ';' : query.Contains("tab") ? '\t' : ','), r =>
                r.Any(IsFormula));
            var posted = await Post(table.Body, $"?topic={other}" + (query.Contains("decimal") ? "&decimal=," : ""));
            Assert.Equal(values.Length, posted.Lines.Count);
            Assert.All(posted.Lines, l => Assert.True(Result(l) is "created" or "duplicate", l.ToJsonString()));
        }

        Assert.Equal(await Claims(topic), await Claims(other));
        Assert.Equal(await View(topic), await View(other));

        async Task<string> Claims(string of) =>
            string.Join('\n',
            (await server.Get($"/v1/topics/{of}/claims")).Json["claims"]!.AsArray().Select(c =>
            c!["claim"]!.ToJsonString().Replace(of, "topic")));

        async Task<string> View(string of)
        {
            var view = (await server.Get($"/v1/topics/{of}")).View.AsObject();
            view.Remove("recordedAt");
            return view.ToJsonString();
        }

        static bool IsFormula(string cell) =>
            cell is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] && Cells.Number(cell, '.') is null
            && Cells.Number(cell, ',') is null;
    }

    [Fact]
    public async Task Every_list_is_a_table_for_who_asks_for_one()
    {
        var topic = await server.Topic();
        await server.Put("/v1/sources/outlet", """{"name": "=The outlet", "grade": "B", "aliases": ["a", "b"]}""");
        for (var i = 0; i < 3; i++) await server.Post("/v1/claims", Samples.Claim(topic, $"c{i}"));
        (string Path, string Columns, int Rows)[] lists =
        [
            ("/v1/topics", "id,title,kind,unit,tags,archived,version,evidence,estimate", 1),
            ("/v1/sources", "id,name,aliases,kind,grade,mergedInto,mergeReason,version,recordedAt", 1),
            ("/v1/families", "id,kind,tolerance,scale,misses,halfLife,learnsBalance,version,recordedAt", 6),
            ($"/v1/topics/{topic}/claims", "id,topic,kind,value,low,high,min,max", 3),
            ($"/v1/topics/{topic}/history", "version,recordedAt,event,claim,by,reason,evidence", 4),
            ($"/v1/topics/{topic}/timeline", "validAt,reportedBy,evidence", 1),
            ($"/v1/topics/{topic}/changes", "position,topic,version,recordedAt,event,claim", 4),
            ("/v1/changes", "position,topic,version,recordedAt,event,claim", 4),
            ("/v1/audit", "recordedAt,act,by,topic,claim,source,family,version,reason", 4),
            ("/v1/sources/outlet/claims", "id,topic,kind", 3),
        ];
        foreach (var (path, columns, rows) in lists)
        {
            var (asked, byPath) = (await server.Get(path, ("Accept", "text/csv")),
                await server.Get($"{path}.csv", ("Accept", "text/html,*/*;q=0.8")));
            Assert.Equal((200, "text/csv", "utf-8"),
                (asked.Status, asked.ContentType, asked.ContentHeaders.ContentType!.CharSet));
            Assert.StartsWith($"{columns}", asked.Body.TrimStart('\uFEFF'));
            Assert.True(Rows(asked.Body, ',').Count > rows, asked.Body);
            Assert.Equal(asked.Body, byPath.Body);
            Assert.Equal("attachment", byPath.ContentHeaders.ContentDisposition!.DispositionType);
            Assert.Equal("application/json", (await server.Get(path)).ContentType);
            Assert.Equal("application/json",
                (await server.Get(path, ("Accept", "application/json, text/csv;q=0.5"))).ContentType);
            Assert.Equal(400, (await server.Get($"{path}?separator=tab")).Status);
            Assert.Equal(400, (await server.Get($"{path}.csv?separator=pipe")).Status);
            Assert.Equal(400, (await server.Get($"{path}.csv?no=1")).Status);
            Assert.All(Rows(asked.Body, ','), r => Assert.Equal(Rows(asked.Body, ',')[0].Count, r.Count));
        }

        Assert.Contains(Rows((await server.Get("/v1/sources.csv")).Body, ','), r =>
            r[0] == "outlet" && r[1] == "'=The outlet" && r[2] == "a; b");
        using var raw = await server.Http.GetAsync(new Uri("/v1/topics.csv", UriKind.Relative));
        Assert.Equal([0xEF, 0xBB, 0xBF], (await raw.Content.ReadAsByteArrayAsync())[..3]);
        Assert.Equal(404, (await server.Get("/v1/topics/nobody/claims.csv")).Status);
    }

    [Fact]
    public async Task A_table_is_a_whole_list_or_the_page_that_is_asked_for()
    {
        var topic = await server.Topic("proposition", "");
        var lines = string.Concat(Enumerable.Range(0, 450).Select(i => Samples.Claim(topic, $"c{i}", """{"kind": "proposition", "holds": true}""", $$""", "qualifiers": {"q{{i % 3}}": "x"}""") + "\n"));
        Assert.Equal(450, (await server.PostLines("/v1/claims", lines)).Summary["created"]!.GetValue<int>());

        Assert.Equal(451, Rows((await server.Get($"/v1/topics/{topic}/claims.csv")).Body, ',').Count);
        var page = await server.Get($"/v1/topics/{topic}/claims.csv?limit=10");
        Assert.Equal(11, Rows(page.Body, ',').Count);
        var next = page.Headers.GetValues("Link").Single().TrimStart('<').Split('>')[0];
        Assert.Equal("c10", Rows((await server.Get(next)).Body, ',')[1][0]);
        Assert.Equal(await server.Version(topic) + 1,
            Rows((await server.Get($"/v1/topics/{topic}/changes.csv")).Body, ',').Count);
    }

    private static readonly System.Text.Json.JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private Task<Answer> Post(string table, string query = "", string type = "text/csv") =>
        server.Send(HttpMethod.Post, $"/v1/claims{query}",
            new ByteArrayContent(
            Encoding.UTF8.GetBytes(
            table))
            { Headers = { ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type) } });

    private async Task<string> Value(string topic, string claim) =>
        (await server.Get($"/v1/topics/{topic}/claims/{claim}")).Json["claim"]!["value"]!.ToJsonString(Relaxed);

    private static string Result(JsonNode line) => line["result"]!.GetValue<string>();

    private static string Summary(JsonNode line) =>
        $"{line["line"]} {line["result"]} {line["claim"]}" + (line["problem"] is { } problem
            ? $" {problem["type"]!.GetValue<string>()["/problems/".Length..]}" : "");

    private static (string, int) Fault(JsonNode line) =>
        (line["problem"]!["errors"]![0]!["pointer"]!.GetValue<string>(),
            line["problem"]!["errors"]![0]!["column"]!.GetValue<int>());

    private static IEnumerable<string> Faults(JsonNode line) =>
        line["problem"]!["errors"]!.AsArray().Select(e => $"{e!["pointer"]} {e["column"]}");

    /// <summary>By a reader that is not the one under test.</summary>
    private static List<List<string>> Rows(string body, char separator)
    {
        var (rows, row, cell, isQuoted) = (new List<List<string>>(), new List<string>(), new StringBuilder(), false);
        foreach (var c in body.TrimStart('\uFEFF'))
        {
            if (c == '"')
            {
                isQuoted = !isQuoted;
                if (isQuoted && cell.Length > 0) cell.Append('"'); // the second of two
            }
            else if (c == separator && !isQuoted)
            {
                row.Add(cell.ToString());
                cell.Clear();
            }
            else if (c == '\n' && !isQuoted)
            {
                row.Add(cell.ToString().TrimEnd('\r'));
                cell.Clear();
                rows.Add(row);
                row = [];
            }
            else
            {
                cell.Append(c);
            }
        }

        return rows;
    }
}
