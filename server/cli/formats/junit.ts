/** JUnit XML, as most CI systems show it: a suite for each file, a failed case for each problem. */
import { type FileReport, type LintReport, SEVERITY_NAMES } from '../lint/report.ts';

export function formatJunit({ files }: LintReport): string {
  const suites = files.map(formatFile);
  const failures = files.reduce((sum, { problems }) => sum + problems.length, 0);
  const tests = files.reduce((sum, { problems }) => sum + Math.max(1, problems.length), 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="argo-experiments" tests="${tests}" failures="${failures}" errors="0">`,
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

function formatFile({ path, problems }: FileReport): string {
  const name = attribute(path);
  const cases = problems.map(({ rule, severity, message, start }) => {
    const place = `line ${start.line + 1}, column ${start.character + 1}`;
    return [
      `    <testcase name="${attribute(`${rule} (${place})`)}" classname="${name}">`,
      `      <failure message="${attribute(message)}" type="${SEVERITY_NAMES[severity]}">${text(`${path}, ${place}: ${message}`)}</failure>`,
      '    </testcase>',
    ].join('\n');
  });
  const all = cases.length > 0 ? cases : [`    <testcase name="no problems" classname="${name}"/>`];
  return [
    `  <testsuite name="${name}" tests="${all.length}" failures="${cases.length}" errors="0">`,
    ...all,
    '  </testsuite>',
  ].join('\n');
}

/** XML 1.0 has no form for control characters and halves of surrogate pairs. */
function text(value: string): string {
  return value
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

function attribute(value: string): string {
  return text(value)
    .replaceAll('"', '&quot;')
    .replaceAll('\t', '&#9;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\r', '&#13;');
}
