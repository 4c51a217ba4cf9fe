using Analysis.Api;
using Analysis.Silo;

return await Entry.Run(args, SiloHost.Build, SiloSettings.Options);
