import type { Rule } from '../engine/rule.ts';
import { expAnalysisNameDuplicate } from './exp-analysis-name-duplicate.ts';
import { expDeadlineTooShort } from './exp-deadline-too-short.ts';
import { expDurationInvalid, expDurationZero } from './exp-duration.ts';
import { expGenerateNameApply } from './exp-generate-name-apply.ts';
import { expHostIsTemplateName, expHostWithoutService } from './exp-host.ts';
import {
  expDelayExceedsDuration,
  expOptionalCutOff,
  expOptionalEndlessMetric,
  expRequiredEndless,
  expRequiredOutlivesPods,
} from './exp-length.ts';
import { expDryRunNotEverywhere, expDryRunRuleDuplicate, expRetentionRuleDuplicate } from './exp-metric-rules.ts';
import { expMinReadyExceedsDeadline } from './exp-min-ready-exceeds-deadline.ts';
import { expNameCollision } from './exp-name-collision.ts';
import { expNeverEnds } from './exp-never-ends.ts';
import { expAnalysisRunNameInvalid, expReplicaSetNameInvalid } from './exp-object-names.ts';
import { expPodTemplateInvalid, expQuantityInvalid } from './exp-pod-template.ts';
import { expPodsJoinService } from './exp-pods-join-service.ts';
import { expReplicasNegative, expReplicasZero } from './exp-replicas.ts';
import { expReplicaSetNameTaken } from './exp-replicaset-name-taken.ts';
import { expRequiredMixedHang } from './exp-required-mixed-hang.ts';
import { expSelectorEmpty } from './exp-selector-empty.ts';
import { expSelectorMismatch } from './exp-selector-mismatch.ts';
import { expServiceNameTaken } from './exp-service-name-taken.ts';
import { expNameDigitService, expNameTooLong, expServiceNameInvalid } from './exp-service-names.ts';
import { expServicePortsDuplicate, expServicePortsUnnamed, expServiceWithoutPorts } from './exp-service-ports.ts';
import { expSpecEditNoEffect } from './exp-spec-edit-no-effect.ts';
import { expStatusInFile } from './exp-status-in-file.ts';
import { expAnalysisTemplateMissing, expNestedTemplateMissing, roTemplateMissing } from './exp-template-missing.ts';
import { expTemplateNameDuplicate, expTemplateNameEmpty } from './exp-template-name.ts';
import { expTemplatesEmpty } from './exp-templates-empty.ts';
import { expTemplatesIdentical } from './exp-templates-identical.ts';
import { expTerminateCommitted } from './exp-terminate-committed.ts';
import { instanceIdMissing } from './instance-id-missing.ts';

/** Experiments: specs the controller refuses, errors while running, endings, names and Services (2.3, 2.4, 3.1, 3.2). */
export const EXPERIMENT_RULES: readonly Rule[] = [
  expSelectorEmpty,
  expMinReadyExceedsDeadline,
  expTemplateNameEmpty,
  expTemplateNameDuplicate,
  expSelectorMismatch,
  expPodTemplateInvalid,
  expQuantityInvalid,
  expReplicasNegative,
  expReplicaSetNameInvalid,
  expServiceNameInvalid,
  expServiceNameTaken,
  expServicePortsUnnamed,
  expServicePortsDuplicate,
  expDurationInvalid,
  expAnalysisTemplateMissing,
  expNestedTemplateMissing,
  ...roTemplateMissing,
  expDryRunRuleDuplicate,
  expRetentionRuleDuplicate,
  expDryRunNotEverywhere,
  expAnalysisRunNameInvalid,
  expNeverEnds,
  expOptionalEndlessMetric,
  expRequiredEndless,
  expRequiredMixedHang,
  expRequiredOutlivesPods,
  expOptionalCutOff,
  expDelayExceedsDuration,
  expTerminateCommitted,
  expTemplatesEmpty,
  expReplicasZero,
  expDurationZero,
  expDeadlineTooShort,
  expStatusInFile,
  expGenerateNameApply,
  expServiceWithoutPorts,
  expHostWithoutService,
  expHostIsTemplateName,
  expTemplatesIdentical,
  expPodsJoinService,
  expNameCollision,
  expAnalysisNameDuplicate,
  expNameDigitService,
  expNameTooLong,
  expReplicaSetNameTaken,
  expSpecEditNoEffect,
  instanceIdMissing,
];
