import type { FlowDefinition } from './definition';
import type { Execution } from './engine/execution';
import type { Step } from './engine/ports';

/** What the tables of this part hold. Times are milliseconds of the emulator's clock. */
export interface FlowRecord {
  readonly sid: string; // 'FW…'
  readonly latestRevision: number;
  readonly testUsers: readonly string[];
  readonly dateCreated: number;
  readonly dateUpdated: number;
}

export type FlowStatus = 'draft' | 'published';

export interface RevisionRecord {
  readonly flowSid: string;
  readonly revision: number; // from 1
  readonly friendlyName: string;
  readonly status: FlowStatus;
  readonly definition: FlowDefinition;
  readonly commitMessage?: string;
  readonly dateCreated: number;
}

export interface ExecutionRecord {
  readonly flowSid: string;
  readonly execution: Execution;
  readonly dateCreated: number;
  readonly dateUpdated: number;
}

export interface StepRecord extends Step {
  readonly sid: string; // 'FT…'
  readonly executionSid: string;
  /** The flow that the execution began with, also for steps of a subflow. */
  readonly executionFlowSid: string;
  readonly dateCreated: number;
}
