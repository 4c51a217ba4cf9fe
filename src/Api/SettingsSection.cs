using Microsoft.Extensions.Options;

namespace Analysis.Api;

/// <summary>Reads a section of the configuration where the program starts, so that what is wrong with it stops the start.</summary>
public static class SettingsSection
{
    /// <summary>The section's settings, checked.</summary>
    /// <exception cref="OptionsValidationException">A setting is out of range, or not what it should be; the message names it.</exception>
    public static T ReadSection<T>(this IConfiguration configuration, string section, IValidateOptions<T> validator)
        where T : class, new()
    {
        try
        {
            var settings = configuration.GetSection(section).Get<T>() ?? new T();
            var validation = validator.Validate(section, settings);
            return validation.Failed ? throw new OptionsValidationException(section, typeof(T), validation.Failures) : settings;
        }
        catch (InvalidOperationException fault)
        {
            throw new OptionsValidationException(section, typeof(T), [fault.Message]);
        }
    }
}
