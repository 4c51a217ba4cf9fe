.PHONY: help run tool build openapi release-fixture test check format bench belief belief-made reading acceptance desk awaiting screenshots up down

help: ## list the verbs
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

run: ## the embedded server, data in ./data
	dotnet run --project src/Api

tool: ## the command line `analysis`, installed for you (in ~/.dotnet/tools), see docs/cli.md
	dotnet pack src/Cli --output src/Cli/bin/tool
	dotnet tool uninstall --global Analysis.Cli || true
	dotnet tool install --global Analysis.Cli --add-source src/Cli/bin/tool

build: ## everything
	dotnet build Analysis.sln

test: ## everything that needs no cluster
	dotnet test Standalone.slnf

check: ## what CI runs: restore, build with the analyzers, every test at its full length, format
	.ci/run

format: ## rewrite the sources in the house style
	dotnet format Analysis.sln

bench: ## all measurements but the cluster, about an hour
	dotnet run --configuration Release --project bench/Bench -- all --out bench/RESULTS.md

belief: ## the belief model on data with known answers, DATA=<folder of data sets>
	dotnet run --configuration Release --project bench/Belief -- data $(DATA)

belief-made: ## the belief model under attack, over time, and what it costs
	dotnet run --configuration Release --project bench/Belief -- attack --plot docs/attack.svg
	dotnet run --configuration Release --project bench/Belief -- time
	dotnet run --configuration Release --project bench/Belief -- cost

reading: ## what is read from articles, beside an analyst's claims, ARTICLES=<folder of texts> CLAIMS=<JSON lines>
	dotnet run --configuration Release --project bench/Reading -- $(ARTICLES) $(CLAIMS)

acceptance: ## what an analyst expects to see, number by number
	dotnet test tests/Acceptance.Tests --logger "console;verbosity=detailed"

desk: ## what desks post and what must come of it: how much of it comes right, by kind
	dotnet test tests/Acceptance.Tests --filter DeskCasesTest.The_table_by_kind --logger "console;verbosity=detailed"

awaiting: ## the list of what does not come right yet, made anew
	ANALYSIS_AWAITING=$(CURDIR)/tests/Acceptance.Tests/cases/awaiting.txt dotnet test tests/Acceptance.Tests --filter DeskCasesTest.What_is_awaited_has_not_come_yet

release-fixture: ## what this release stores, kept for the tests of those after it, NAME=<date>
	ANALYSIS_RELEASE_FIXTURE=$(NAME) dotnet test tests/Api.Tests --filter ReleasesTest.Writes_a_fixture

openapi: ## docs/openapi.json and the page's types, made anew from what is served
	ANALYSIS_OPENAPI=1 dotnet test tests/Api.Tests --filter CompatibilityTests.Nothing_that_was_promised
	cd tests/Clients.Tests/node && npm ci --no-audit --no-fund && npm run types ../../../src/Web/src/api/types.ts

screenshots: ## the pictures of the page in docs/, made anew from the demo
	ANALYSIS_SCREENSHOTS=$(CURDIR)/docs dotnet test tests/Web.Tests --filter Pictures

up: ## the cluster in containers, see deploy/README.md
	docker compose -f deploy/compose.yaml up --build --detach

down: ## the same, away; what it holds stays
	docker compose -f deploy/compose.yaml down
