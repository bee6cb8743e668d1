import type { Table, Tables } from '../core/tables';

export type Visibility = 'public' | 'protected' | 'private';
export const visibilities: readonly Visibility[] = ['public', 'protected', 'private'];

interface Row {
  readonly sid: string;
  readonly createdMs: number;
}
export interface ServiceRow extends Row {
  readonly uniqueName: string;
  readonly friendlyName: string;
  readonly includeCredentials: boolean;
  readonly uiEditable: boolean;
  readonly domainBase: string; // 'frontdesk-1234'
  readonly updatedMs: number;
}
export interface EnvironmentRow extends Row {
  readonly serviceSid: string;
  readonly uniqueName: string;
  readonly domainSuffix: string | null;
  readonly domainName: string; // 'frontdesk-1234-dev.twil.io'
  readonly deploymentSid?: string;
  readonly buildSid: string | null;
  readonly updatedMs: number;
}
/** A Function or an Asset: a name that versions hang on. */
export interface ResourceRow extends Row {
  readonly serviceSid: string;
  readonly friendlyName: string;
  readonly updatedMs: number;
}
/** What was uploaded for a Function or an Asset, once and for all. */
export interface VersionRow extends Row {
  readonly serviceSid: string;
  readonly resourceSid: string;
  readonly path: string;
  readonly visibility: Visibility;
  readonly contentHash: string;
  readonly contentType: string;
}
export interface Dependency {
  readonly name: string;
  readonly version: string;
}
export interface BuildRow extends Row {
  readonly serviceSid: string;
  readonly functions: readonly VersionRow[];
  readonly assets: readonly VersionRow[];
  readonly dependencies: readonly Dependency[];
  readonly runtime: string;
}
export interface VariableRow extends Row {
  readonly serviceSid: string;
  readonly environmentSid: string;
  readonly key: string;
  readonly value: string;
  readonly updatedMs: number;
}
export interface DeploymentRow extends Row {
  readonly serviceSid: string;
  readonly environmentSid: string;
  readonly buildSid: string;
  /** The environment's variables as they were then: later changes wait for the next deployment. */
  readonly variables: Readonly<Record<string, string>>;
}

export interface ServerlessTables {
  readonly services: Table<ServiceRow>;
  readonly environments: Table<EnvironmentRow>;
  readonly functions: Table<ResourceRow>;
  readonly functionVersions: Table<VersionRow>;
  readonly assets: Table<ResourceRow>;
  readonly assetVersions: Table<VersionRow>;
  readonly builds: Table<BuildRow>;
  readonly variables: Table<VariableRow>;
  readonly deployments: Table<DeploymentRow>;
}

export const openTables = (tables: Tables): ServerlessTables => ({
  services: tables.open('serverless.services'),
  environments: tables.open('serverless.environments'),
  functions: tables.open('serverless.functions'),
  functionVersions: tables.open('serverless.functionVersions'),
  assets: tables.open('serverless.assets'),
  assetVersions: tables.open('serverless.assetVersions'),
  builds: tables.open('serverless.builds'),
  variables: tables.open('serverless.variables'),
  deployments: tables.open('serverless.deployments'),
});
