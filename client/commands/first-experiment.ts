/** The text that "New Experiment" opens: complete, correct and ready to run. */

/** The experiment's name, and what is named after it. */
export const FIRST_EXPERIMENT_NAME = 'my-experiment';

export const FIRST_EXPERIMENT = `# Two versions side by side, judged by one analysis.
# The lens "Run…" above the name rehearses it without a cluster.
apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata:
  name: ${FIRST_EXPERIMENT_NAME}
spec:
  # Counted from the moment all templates are available.
  duration: 20m
  # A template that is not available after so many seconds without progress fails the experiment.
  progressDeadlineSeconds: 300
  templates:
    - name: baseline
      replicas: 1
      # A Service of its own, named after the ReplicaSet: ${FIRST_EXPERIMENT_NAME}-baseline.
      service: {}
      selector:
        matchLabels:
          app: ${FIRST_EXPERIMENT_NAME}
          version: baseline
      template:
        metadata:
          labels:
            app: ${FIRST_EXPERIMENT_NAME}
            version: baseline
        spec:
          containers:
            - name: app
              image: argoproj/rollouts-demo:blue
              ports:
                - name: http
                  containerPort: 8080
    - name: candidate
      replicas: 1
      service: {}
      selector:
        matchLabels:
          app: ${FIRST_EXPERIMENT_NAME}
          version: candidate
      template:
        metadata:
          labels:
            app: ${FIRST_EXPERIMENT_NAME}
            version: candidate
        spec:
          containers:
            - name: app
              image: argoproj/rollouts-demo:green
              ports:
                - name: http
                  containerPort: 8080
  analyses:
    - name: candidate-answers
      templateName: answers-over-http
      # The experiment does not complete before this analysis has.
      requiredForCompletion: true
      args:
        - name: host
          value: ${FIRST_EXPERIMENT_NAME}-candidate
---
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  name: answers-over-http
spec:
  args:
    - name: host
  metrics:
    - name: answers
      interval: 1m
      # Ten measurements, then it is done.
      count: 10
      # More failed ones than this make the analysis Failed.
      failureLimit: 1
      # Errors are measured again after 10 s; this many in a row may pass.
      consecutiveErrorLimit: 6
      provider:
        job:
          spec:
            backoffLimit: 0
            # A Job that hangs is ended, and counts as a failure.
            activeDeadlineSeconds: 60
            template:
              spec:
                restartPolicy: Never
                containers:
                  - name: ask
                    image: curlimages/curl:8.11.1
                    args: ["--fail", "--silent", "--max-time", "10", "http://{{args.host}}:8080/"]
`;
