using Xunit.Abstractions;
using Xunit.Sdk;

#pragma warning disable CA1813 // xunit derives from its attributes, and so do these

namespace Analysis.Testing;

/// <summary>What a machine, or who waits for it, may lack.</summary>
public enum Tool
{
    Postgres,
    PgBouncer,
    Browser,

    /// <summary>The official SDK of the Model Context Protocol for TypeScript.</summary>
    AssistantPackages,

    /// <summary>What makes and compiles TypeScript of the API's document.</summary>
    ClientPackages,

    /// <summary>What finds fault with it.</summary>
    LintPackages,

    Kiota,

    /// <summary>See <see cref="Folders.StixSchemas"/>.</summary>
    StixSchemas,

    /// <summary>With bash, to type what the documents say.</summary>
    Curl,

    Jq,
    Python,
    Node,

    /// <summary>Minutes: see <see cref="Effort"/>.</summary>
    Patience,
}

/// <summary>Says what a test, or every test of a class, needs besides .NET. Where it is not there, the test is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class NeedsAttribute(Tool tool) : Attribute
{
    public Tool Tool => tool;
}

/// <summary>A <see cref="FactAttribute"/> that heeds <see cref="NeedsAttribute"/>: also that of a class which inherits the test.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Analysis.Testing.NeedyFactDiscoverer", "Analysis.Testing")]
public sealed class NeedyFactAttribute : FactAttribute;

/// <summary>A <see cref="TheoryAttribute"/> that does.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Analysis.Testing.NeedyTheoryDiscoverer", "Analysis.Testing")]
public sealed class NeedyTheoryAttribute : TheoryAttribute;

public sealed class NeedyFactDiscoverer(IMessageSink log) : FactDiscoverer(log)
{
    protected override IXunitTestCase CreateTestCase(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        new NeedyTestCase(DiagnosticMessageSink, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod, null);
}

public sealed class NeedyTheoryDiscoverer(IMessageSink log) : TheoryDiscoverer(log)
{
    protected override IEnumerable<IXunitTestCase> CreateTestCasesForDataRow(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo theoryAttribute, object[] dataRow) =>
        [new NeedyTestCase(DiagnosticMessageSink, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod, dataRow)];
}

public sealed class NeedyTestCase : XunitTestCase
{
    public NeedyTestCase(IMessageSink log, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod testMethod, object[]? arguments)
        : base(log, display, options, testMethod, arguments)
    {
    }

#pragma warning disable CS0618 // xunit reads a test case that it has written through it, and marks its own so that nobody else does
    public NeedyTestCase()
    {
    }
#pragma warning restore CS0618

    protected override string GetSkipReason(IAttributeInfo factAttribute)
    {
        var needs = TestMethod.TestClass.Class.GetCustomAttributes(typeof(NeedsAttribute)).Concat(TestMethod.Method.GetCustomAttributes(typeof(NeedsAttribute)));
        return needs.Select(n => Lack(n.GetNamedArgument<Tool>(nameof(NeedsAttribute.Tool)))).FirstOrDefault(lack => lack is not null) ?? base.GetSkipReason(factAttribute);
    }

    private static string? Lack(Tool tool) => tool switch
    {
        Tool.Postgres => PostgresServer.Lack,
        Tool.PgBouncer => TransactionPool.Lack,
        Tool.Browser => Browser.Lack,
        Tool.AssistantPackages => NodePackages.OfAssistant.Lack,
        Tool.ClientPackages => NodePackages.OfClients.Lack,
        Tool.LintPackages => NodePackages.OfLint.Lack,
        Tool.StixSchemas => Folders.StixSchemas is null ? $"lacks the schemas of STIX: {Folders.StixVariable} is not set" : null,
        Tool.Kiota => DotnetTools.Lack,
        Tool.Curl => Programs.Lack("bash") ?? Programs.Lack("curl"),
        Tool.Jq => Programs.Lack("jq"),
        Tool.Python => Programs.Lack("python3"),
        Tool.Node => Programs.Lack("node"),
        Tool.Patience => Effort.Lack,
        _ => throw new ArgumentOutOfRangeException(nameof(tool), tool, "unknown tool"),
    };
}
