using Analysis.Api.Access;
using Analysis.Api.Pipeline;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Analysis.Api.Tests;

/// <summary>What stands before every use case, and which role each takes.</summary>
public sealed class PipelineTests
{
    private static readonly Dictionary<string, Role> Needed = new()
    {
        ["SubmitClaim"] = Role.Contributor,
        ["SubmitClaims"] = Role.Contributor,
        ["SubmitTable"] = Role.Contributor,
        ["DefineTopic"] = Role.Editor,
        ["AmendTopic"] = Role.Editor,
        ["ArchiveTopic"] = Role.Editor,
        ["RestoreTopic"] = Role.Editor,
        ["RenameTopic"] = Role.Editor,
        ["MergeTopic"] = Role.Editor,
        ["SeparateTopic"] = Role.Editor,
        ["MoveClaim"] = Role.Editor,
        ["ResolveTopic"] = Role.Editor,
        ["WithdrawResolution"] = Role.Editor,
        ["AnnulTopic"] = Role.Editor,
        ["RetractClaim"] = Role.Editor,
        ["RestoreClaim"] = Role.Editor,
        ["EraseClaim"] = Role.Admin,
        ["EraseSource"] = Role.Admin,
        ["AssessSource"] = Role.Editor,
        ["MergeSource"] = Role.Editor,
        ["SplitSource"] = Role.Editor,
        ["DefineFamily"] = Role.Editor,
        ["DefineAlert"] = Role.Editor,
        ["DeleteAlert"] = Role.Editor,
        ["TestAlert"] = Role.Editor,
        ["ReplayDelivery"] = Role.Editor,
        ["ProposeClaims"] = Role.Contributor,
        ["EditDraft"] = Role.Contributor,
        ["RejectDraft"] = Role.Contributor,
        ["AcceptDraft"] = Role.Contributor,
        ["AcceptDrafts"] = Role.Contributor,
        ["BringArticle"] = Role.Contributor,
        ["DeleteArticle"] = Role.Contributor,
        ["ProposeFromArticle"] = Role.Contributor,
        ["ReadText"] = Role.Reader,
        ["ExportEvents"] = Role.Admin,
        ["ImportEvents"] = Role.Admin,
    };

    private static readonly Type[] Requests = [.. typeof(ApiHost).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(IBaseRequest)))];

    [Fact]
    public void Every_request_is_a_use_case_and_names_its_role()
    {
        Assert.NotEmpty(Requests);
        Assert.Empty(Requests.Where(type => AnswerOf(type) is null).Select(type => type.Name));
        Assert.Empty(Needed.Keys.Except(Requests.Select(type => type.Name)));
        Assert.All(Requests, type => Assert.Equal((type.Name, Needed.GetValueOrDefault(type.Name, Role.Reader)), (type.Name, RoleOf(type))));
    }

    [Fact]
    public void Whoever_writes_is_stamped_and_who_only_asks_is_not() =>
        Assert.All(Requests, type => Assert.Equal(
            (type.Name, IsAct: RoleOf(type) != Role.Reader && type.Name is not "ExportEvents"), // which only asks
            (type.Name, IsAct: type.GetProperty(nameof(Act<Page>.Writer)) is not null)));

    [Fact]
    public void Before_every_handler_stand_the_span_the_decision_and_the_stamp()
    {
        var services = new ServiceCollection();
        services.AddApi(new Settings());

        Assert.All(Requests, type =>
        {
            var answer = typeof(Answer<>).MakeGenericType(AnswerOf(type)!); // every request is a use case
            var behaviour = typeof(IPipelineBehavior<,>).MakeGenericType(type, answer);
            var behaviours = services.Where(s => s.ServiceType == behaviour).Select(s => s.ImplementationType!.GetGenericTypeDefinition());
            Assert.Equal([typeof(Tracing<,>), typeof(Authorization<,>), typeof(Stamping<,>)], behaviours);
            Assert.Single(services, s => s.ServiceType == typeof(IRequestHandler<,>).MakeGenericType(type, answer));
        });
    }

    [Fact]
    public async Task Outside_of_any_request_nobody_may_do_anything_where_it_is_asked_who_calls()
    {
        await using var closed = ApiHost.Build($"--{ApiKeys.Variable}=admin:0123456789abcdef");

        var answer = await closed.Services.GetRequiredService<IMediator>().Send(
            new Changes.GetChanges(null, 0, null, 1));

        Assert.Equal(403, answer.Problem!.Status);
    }

    private static Type? AnswerOf(Type request)
    {
        for (var type = request.BaseType; type is not null; type = type.BaseType)
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(UseCase<>)) return type.GetGenericArguments()[0];
        return null;
    }

    /// <summary>That of one made of defaults: the least, where it depends on what is asked for.</summary>
    private static Role RoleOf(Type request)
    {
        var maker = request.GetConstructors().Single();
        var made = maker.Invoke([.. maker.GetParameters().Select(p => p.ParameterType.IsValueType ? Activator.CreateInstance(p.ParameterType) : null)]);
        return (Role)request.GetProperty(nameof(UseCase<Page>.Role))!.GetValue(made)!; // every use case has one
    }
}
