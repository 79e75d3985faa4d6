/** Texts that stand beside the fixtures of Experiments, or in their place. */

/** An AnalysisTemplate whose run lasts some seconds. */
export const SLOW = `
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: { name: slow }
spec:
  metrics: [{ name: slow, interval: 2m, count: 6, provider: { web: { url: "http://shop/slow", jsonPath: "{$.status}" } } }]
`;

/** An Experiment, and a ReplicaSet of somebody else. */
export function taken(name: string): string {
  return `
apiVersion: apps/v1
kind: ReplicaSet
metadata: { name: ${name} }
spec:
  replicas: 0
  selector: { matchLabels: { app: other } }
  template: { metadata: { labels: { app: other } }, spec: { containers: [{ name: c, image: i }] } }
---
apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata: { name: e }
spec:
  duration: 3s
  templates:
    - name: a
      selector: { matchLabels: { app: a } }
      template: { metadata: { labels: { app: a } }, spec: { containers: [{ name: c, image: i }] } }
`;
}

/** An Experiment with labels. */
export function labelled(labels: string): string {
  return `
apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata: { name: e, labels: ${labels} }
spec:
  templates:
    - name: a
      selector: { matchLabels: { app: trial } }
      template: { metadata: { labels: { app: trial } }, spec: { containers: [{ name: web, image: i }] } }
`;
}

/** What runs before its file is changed. */
export const BEFORE = labelled('{}')
  .replace('name: e', 'name: trial')
  .replace('name: a', 'name: baseline')
  .replace('image: i', 'image: "web:1"');

/** Pods that are ready after 7 s. */
export function deadline(seconds: number): string {
  return `
apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata: { name: e }
spec:
  duration: 3s
  progressDeadlineSeconds: ${seconds}
  templates:
    - name: a
      selector: { matchLabels: { app: a } }
      template:
        metadata: { labels: { app: a }, annotations: { play/ready-after: 7s } }
        spec: { containers: [{ name: c, image: i }] }
`;
}
