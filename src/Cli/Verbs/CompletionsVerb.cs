using System.CommandLine;

namespace Analysis.Cli.Verbs;

/// <summary>
/// Prints what makes a shell complete; the shell asks the program itself what fits, by its directive <c>[suggest]</c>.
/// </summary>
internal static class CompletionsVerb
{
    private static readonly Dictionary<string, string> Scripts = new()
    {
        ["bash"] = """
            _analysis() {
              local IFS=$'\n' found
              found=$(analysis "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)
              COMPREPLY=($(compgen -W "$found" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _analysis analysis
            """,
        ["zsh"] = """
            _analysis() {
              local -a found
              found=("${(@f)$(analysis "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
              compadd -a found
            }
            compdef _analysis analysis
            """,
        ["fish"] = """
            complete -c analysis -f -a '(analysis "[suggest:"(commandline -C)"]" (commandline -p) 2>/dev/null)'
            """,
    };

    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish" };
        shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        var verb = new Command("completions",
            "Print a script that makes a shell complete: source <(analysis completions bash)") { shell };
        return Session.Runs(verb, session =>
        {
            session.Screen.Raw(Scripts[session.Arguments.GetRequiredValue(shell)]);
            return Task.FromResult(ExitCode.Done);
        });
    }
}
