using System.ClientModel;
using Analysis.Reading;
using Analysis.Reading.Chat;
using Microsoft.Extensions.AI;
using OpenAI;

namespace Analysis.Api.Readings;

/// <summary>Who reads texts: the rules, and the chat model of the settings beside them.</summary>
internal static class ReadingServices
{
    private const string NoKey = "none"; // what services without keys take

    public static IServiceCollection AddReading(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = ReadingSettings.Read(configuration);
        return services.AddSingleton<IArticleReader>(_ => settings is { ChatUrl: { } url, ChatModel: { } model }
            ? new ChatReader(Chat(new Uri(url), model, settings.ChatKey), model,
                TimeSpan.FromSeconds(settings.ChatTimeoutSeconds), new RuleReader())
            : new RuleReader());
    }

    private static IChatClient Chat(Uri url, string model, string? key) =>
        new OpenAIClient(new ApiKeyCredential(key ?? NoKey),
            new OpenAIClientOptions { Endpoint = url }).GetChatClient(model).AsIChatClient();
}
