-- What Orleans' ADO.NET providers keep, version 1: who is in the cluster, and grain state (snapshots of topics, a cache).
-- MembershipTables.cs runs each step once, under an advisory lock, in the schema that the connection's search_path names first.

CREATE TABLE silo_schema (
  version int NOT NULL -- of these tables; one row
);

-- A cluster; each change of its members raises the version by one, and is refused at another version than the one that was read.
CREATE TABLE silo_cluster (
  id      text PRIMARY KEY,
  version int  NOT NULL
);

CREATE TABLE silo_member (
  cluster    text NOT NULL REFERENCES silo_cluster,
  address    text NOT NULL,
  port       int  NOT NULL,
  generation int  NOT NULL, -- raised by each start at the same address
  name       text NOT NULL,
  host       text NOT NULL,
  status     int  NOT NULL, -- 3 active, 6 dead
  proxy_port int  NOT NULL,
  suspects   text,
  started_at timestamptz NOT NULL,
  alive_at   timestamptz NOT NULL, -- by the clock of the database, so that silos whose clocks differ do not take each other for dead
  PRIMARY KEY (cluster, address, port, generation)
);

CREATE TABLE grain_state (
  service   text   NOT NULL,
  type      text   NOT NULL,
  n0        bigint NOT NULL,
  n1        bigint NOT NULL,
  extension text   NOT NULL, -- '' for none
  version   int    NOT NULL,
  payload   bytea,
  PRIMARY KEY (service, type, n0, n1, extension)
);

-- The providers look their statements up here, by these names.
CREATE VIEW OrleansQuery (QueryKey, QueryText) AS VALUES
('InsertMembershipVersionKey', $$
  WITH made AS (INSERT INTO silo_cluster (id, version) VALUES (@DeploymentId, 0) ON CONFLICT DO NOTHING RETURNING id)
  SELECT EXISTS (SELECT FROM made)
$$),
('InsertMembershipKey', $$
  WITH moved AS (
    UPDATE silo_cluster SET version = version + 1
    WHERE id = @DeploymentId AND version = @Version AND NOT EXISTS (
      SELECT FROM silo_member WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
    RETURNING id),
  added AS (
    INSERT INTO silo_member (cluster, address, port, generation, name, host, status, proxy_port, started_at, alive_at)
    SELECT id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, now() FROM moved
    RETURNING cluster)
  SELECT EXISTS (SELECT FROM added)
$$),
('UpdateMembershipKey', $$
  WITH moved AS (
    UPDATE silo_cluster SET version = version + 1
    WHERE id = @DeploymentId AND version = @Version AND EXISTS (
      SELECT FROM silo_member WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
    RETURNING id),
  changed AS (
    UPDATE silo_member SET status = @Status, suspects = @SuspectTimes,
      alive_at = CASE WHEN suspects IS DISTINCT FROM @SuspectTimes THEN alive_at ELSE now() END -- who is suspected does not come alive by it
    FROM moved
    WHERE cluster = moved.id AND address = @Address AND port = @Port AND generation = @Generation
    RETURNING cluster)
  SELECT EXISTS (SELECT FROM changed)
$$),
('UpdateIAmAlivetimeKey', $$
  UPDATE silo_member SET alive_at = now()
  WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$$),
('MembershipReadRowKey', $$
  SELECT m.address AS Address, m.port AS Port, m.generation AS Generation, m.name AS SiloName, m.host AS HostName, m.status AS Status,
    m.proxy_port AS ProxyPort, m.suspects AS SuspectTimes, m.started_at AS StartTime, m.alive_at AS IAmAliveTime, c.version AS Version
  FROM silo_cluster AS c
  LEFT JOIN silo_member AS m ON m.cluster = c.id AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
  WHERE c.id = @DeploymentId
$$),
('MembershipReadAllKey', $$
  SELECT m.address AS Address, m.port AS Port, m.generation AS Generation, m.name AS SiloName, m.host AS HostName, m.status AS Status,
    m.proxy_port AS ProxyPort, m.suspects AS SuspectTimes, m.started_at AS StartTime, m.alive_at AS IAmAliveTime, c.version AS Version
  FROM silo_cluster AS c LEFT JOIN silo_member AS m ON m.cluster = c.id
  WHERE c.id = @DeploymentId
$$),
('GatewaysQueryKey', $$
  SELECT address AS Address, proxy_port AS ProxyPort, generation AS Generation FROM silo_member
  WHERE cluster = @DeploymentId AND status = @Status AND proxy_port > 0
$$),
('DeleteMembershipTableEntriesKey', $$
  WITH members AS (DELETE FROM silo_member WHERE cluster = @DeploymentId) DELETE FROM silo_cluster WHERE id = @DeploymentId
$$),
('CleanupDefunctSiloEntriesKey', $$
  DELETE FROM silo_member WHERE cluster = @DeploymentId AND alive_at < @IAmAliveTime AND status <> 3
$$),
('CleanupDefunctSiloEntryKey', $$
  DELETE FROM silo_member
  WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation AND status <> 3
    AND suspects IS NOT DISTINCT FROM @SuspectTimes AND started_at = @StartTime AND alive_at = @IAmAliveTime
$$),
('ReadFromStorageKey', $$
  SELECT payload AS PayloadBinary, version AS Version FROM grain_state
  WHERE service = @ServiceId AND type = @GrainTypeString AND n0 = @GrainIdN0 AND n1 = @GrainIdN1 AND extension = coalesce(@GrainIdExtensionString, '')
$$),
('WriteToStorageKey', $$
  WITH written AS (
    INSERT INTO grain_state AS s (service, type, n0, n1, extension, version, payload)
    SELECT @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''), 1, @PayloadBinary
    WHERE @GrainStateVersion IS NULL
    ON CONFLICT DO NOTHING
    RETURNING version),
  replaced AS (
    UPDATE grain_state SET version = version + 1, payload = @PayloadBinary
    WHERE service = @ServiceId AND type = @GrainTypeString AND n0 = @GrainIdN0 AND n1 = @GrainIdN1
      AND extension = coalesce(@GrainIdExtensionString, '') AND version = @GrainStateVersion
    RETURNING version)
  SELECT coalesce((SELECT version FROM written), (SELECT version FROM replaced), @GrainStateVersion) AS NewGrainStateVersion
$$),
('ClearStorageKey', $$
  UPDATE grain_state SET version = version + 1, payload = NULL
  WHERE service = @ServiceId AND type = @GrainTypeString AND n0 = @GrainIdN0 AND n1 = @GrainIdN1
    AND extension = coalesce(@GrainIdExtensionString, '') AND version = @GrainStateVersion
  RETURNING version AS NewGrainStateVersion
$$);
