// The referee for conditions: asks Argo Rollouts' own evaluation. One JSON object a line on standard input, one answer a line on standard
// output. A question names its condition and what the metric provider hands over, in one of these ways:
//
//	{"condition": "result < 5", "result": 3}            any JSON value; numbers are float64, as the web provider has them
//	{"condition": "result[0] < 5", "floats": [3, "NaN"]} a []float64, as the Prometheus provider has a vector
//	{"condition": "isNaN(result)", "float": "NaN"}       a float64, for what JSON has no number for: NaN, +Inf, -Inf
//	{"condition": "result == 3", "result": 3, "ints": true} whole numbers are int
//	{"condition": "result[0].Values[0] < 5", "cloudWatch": [{"Values": [3]}]} a []types.MetricDataResult, as the CloudWatch provider has
//
// The answer is {"ok": true or false} or {"error": text}. A question without "condition" that has "successCondition" or "failureCondition"
// is judged like a measurement: {"phase": "Successful", "Failed" or "Inconclusive"}, or {"phase": "Error", "error": text}. A panic of the
// library is an answer too: {"panic": text}.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
	"github.com/sirupsen/logrus"

	"github.com/argoproj/argo-rollouts/pkg/apis/rollouts/v1alpha1"
	"github.com/argoproj/argo-rollouts/utils/evaluate"
)

type question struct {
	Condition        *string `json:"condition"`
	SuccessCondition string  `json:"successCondition"`
	FailureCondition string  `json:"failureCondition"`
	Result           any     `json:"result"`
	Floats           *[]any  `json:"floats"`
	Float            any     `json:"float"`
	Ints             bool    `json:"ints"`

	CloudWatch []types.MetricDataResult `json:"cloudWatch"`
}

type answer struct {
	Ok    *bool  `json:"ok,omitempty"`
	Phase string `json:"phase,omitempty"`
	Error string `json:"error,omitempty"`
	Panic string `json:"panic,omitempty"`
}

func toFloat(value any) (float64, error) {
	switch v := value.(type) {
	case float64:
		return v, nil
	case string:
		return strconv.ParseFloat(v, 64)
	}
	return math.NaN(), fmt.Errorf("%v is no number", value)
}

// withInts turns whole numbers into int, wherever they are.
func withInts(value any) any {
	switch v := value.(type) {
	case float64:
		if v == math.Trunc(v) {
			return int(v)
		}
	case []any:
		for i := range v {
			v[i] = withInts(v[i])
		}
	case map[string]any:
		for key := range v {
			v[key] = withInts(v[key])
		}
	}
	return value
}

func (q question) value() (any, error) {
	if q.Floats != nil {
		floats := make([]float64, 0, len(*q.Floats))
		for _, each := range *q.Floats {
			float, err := toFloat(each)
			if err != nil {
				return nil, err
			}
			floats = append(floats, float)
		}
		return floats, nil
	}
	if q.Float != nil {
		return toFloat(q.Float)
	}
	if q.CloudWatch != nil {
		return q.CloudWatch, nil
	}
	if q.Ints {
		return withInts(q.Result), nil
	}
	return q.Result, nil
}

func judge(q question, value any) (a answer) {
	defer func() {
		if reason := recover(); reason != nil {
			a = answer{Panic: fmt.Sprint(reason)}
		}
	}()
	if q.Condition != nil {
		ok, err := evaluate.EvalCondition(value, *q.Condition)
		if err != nil {
			return answer{Error: err.Error()}
		}
		return answer{Ok: &ok}
	}
	metric := v1alpha1.Metric{SuccessCondition: q.SuccessCondition, FailureCondition: q.FailureCondition}
	phase, err := evaluate.EvaluateResult(value, metric, *logrus.NewEntry(logrus.StandardLogger()))
	if err != nil {
		return answer{Phase: string(phase), Error: err.Error()}
	}
	return answer{Phase: string(phase)}
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(make([]byte, 1<<20), 1<<26)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for line := 1; in.Scan(); line++ {
		var q question
		decoder := json.NewDecoder(bytes.NewReader(in.Bytes()))
		decoder.DisallowUnknownFields()
		err := decoder.Decode(&q)
		var value any
		if err == nil {
			value, err = q.value()
		}
		if err == nil {
			err = encoder.Encode(judge(q, value))
		}
		if err != nil {
			out.Flush()
			fmt.Fprintf(os.Stderr, "line %d: %v\n", line, err)
			os.Exit(1)
		}
	}
	if err := in.Err(); err != nil {
		out.Flush()
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
