using Analysis.Engine.Alerts;

namespace Analysis.Api.Alerts;

internal static class AlertServices
{
    /// <summary>What alerts are sent by, and their settings.</summary>
    public static IServiceCollection AddAlerts(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = AlertSettings.Read(configuration);
        services.AddSingleton(settings);
        services.AddSingleton(settings.Tuning);
        services.AddSingleton(MailSettings.Read(configuration));
        services.AddSingleton<Networks>();
        services.AddSingleton<OutboundHttp>();
        services.AddSingleton<AlertTexts>();
        services.AddSingleton<IAlertSender, WebhookSender>();
        services.AddSingleton<IAlertSender, SlackSender>();
        return services.AddSingleton<IAlertSender, MailSender>();
    }
}
