/** Texts that stand beside the fixtures of Rollouts, or in their place. */

export const DEPLOYMENT = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: shop }
spec:
  replicas: 0
  selector: { matchLabels: { app: shop } }
  template: { metadata: { labels: { app: shop } }, spec: { containers: [{ name: shop, image: of-the-deployment }] } }
`;

export const INGRESS = `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: shop }
spec:
  rules:
    - http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: shop-stable, port: { number: 80 } } } }] }
`;

export const VIRTUAL = `
apiVersion: networking.istio.io/v1alpha3
kind: VirtualService
metadata: { name: shop }
spec:
  hosts: [shop.example]
  http: [{ name: primary, route: [{ destination: { host: shop-stable }, weight: 100 }, { destination: { host: shop-canary }, weight: 0 }] }]
`;

export function service(name: string): string {
  return `
apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: { selector: { app: shop }, ports: [{ port: 80 }] }
`;
}

export function rollout(app: string, steps: string): string {
  return `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: shop }
spec:
  replicas: 1
  selector: { matchLabels: { app: ${app} } }
  template: { metadata: { labels: { app: ${app} } }, spec: { containers: [{ name: shop, image: "shop:1" }] } }
  strategy: { canary: { steps: [${steps}] } }
`;
}

export const FIRST = rollout('shop', '{ setWeight: 20 }');

/** An inline analysis of a template that merges another one in. */
export function nested(name: string): string {
  const metric = 'metrics: [{ name: m, provider: { web: { url: "http://shop/" } } }]';
  const template = (own: string, spec: string) =>
    `\napiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nmetadata: { name: ${own} }\nspec: { ${spec} }\n`;
  return [
    rollout('shop', '{ analysis: { templates: [{ templateName: all }] } }'),
    template('all', `templates: [{ templateName: ${name} }]`),
    template('leaf', metric),
  ].join('---');
}
