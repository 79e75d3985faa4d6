/** An AnalysisTemplate with one metric, of the provider that is written in flow style. */
export function templateWith(provider: string): string {
  return `
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: { name: t }
spec:
  metrics: [{ name: m, provider: { ${provider} } }]
`;
}
