using Analysis.Api;

return await Entry.Run(args, ApiHost.Build);
