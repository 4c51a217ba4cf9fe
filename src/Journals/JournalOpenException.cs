namespace Analysis.Journals;

/// <summary>The journal cannot be opened. The message is a sentence for whoever started the process.</summary>
public sealed class JournalOpenException(string message, Exception? cause = null) : Exception(message, cause);
