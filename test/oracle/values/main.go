// Answers what expressions are worth to the expression library of one Argo release, part by part: refused at compile time, failed at
// run time, or a value with its Go type. Reads one JSON object a line and answers one a line:
//
//	{"condition": text, "result": JSON}            whole JSON values, numbers as float64
//	{"condition": text, "float": "NaN"}            a float64, also NaN, +Inf and -Inf
//	{"condition": text, "floats": ["1", "NaN"]}    a []float64, as the Prometheus provider hands on
//	{"condition": text, "cloudWatch": [{...}]}     a []types.MetricDataResult, as the CloudWatch provider hands on
//
// answers: {"compile": message}, {"run": message} or {"type": Go type, "value": encoded value} (encode below says how).
//
// The environment repeats the one of Argo's utils/evaluate. Every answer is compared with evaluate.EvalCondition of the same release;
// a difference ends the program, so no answer is ours alone.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"reflect"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/argoproj/argo-rollouts/utils/evaluate"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/file"
)

type question struct {
	Condition  string                   `json:"condition"`
	Result     any                      `json:"result"`
	Float      string                   `json:"float"`
	Floats     []string                 `json:"floats"`
	CloudWatch []types.MetricDataResult `json:"cloudWatch"`
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(make([]byte, 1<<20), 1<<26)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for in.Scan() {
		var q question
		if err := json.Unmarshal(in.Bytes(), &q); err != nil {
			fmt.Fprintf(os.Stderr, "%v\n", err)
			os.Exit(1)
		}
		answer := ask(q.Condition, q.value())
		line, _ := json.Marshal(answer)
		out.Write(append(line, '\n'))
		out.Flush()
	}
}

func (q question) value() any {
	switch {
	case q.Float != "":
		f, _ := strconv.ParseFloat(q.Float, 64)
		return f
	case q.Floats != nil:
		list := make([]float64, len(q.Floats))
		for i, text := range q.Floats {
			list[i], _ = strconv.ParseFloat(text, 64)
		}
		return list
	case q.CloudWatch != nil:
		return q.CloudWatch
	}
	return q.Result
}

func ask(condition string, result any) map[string]any {
	answer, output := run(condition, result)
	ok, err := evaluate.EvalCondition(result, condition)
	expected := ""
	switch {
	case answer["compile"] != nil:
		expected = answer["compile"].(string)
	case answer["run"] != nil:
		expected = answer["run"].(string)
	default:
		if _, isBool := output.(bool); !isBool {
			expected = fmt.Sprintf("expected bool, but got %T", output)
		}
	}
	said := ""
	if err != nil {
		said = err.Error()
	}
	timed := strings.Contains(condition, "now(")
	if b, isBool := output.(bool); said != expected && !strings.Contains(said, "goroutine ") || isBool && !timed && b != ok {
		fmt.Fprintf(os.Stderr, "%q: Argo says %v %q, the library %v %q\n", condition, ok, said, output, expected)
		os.Exit(1)
	}
	return answer
}

func run(condition string, result any) (map[string]any, any) {
	isNil := isNilValue(result)
	if isNil {
		result = nil
	}
	env := map[string]any{
		"result":  result,
		"asInt":   asInt,
		"asFloat": asFloat,
		"isNaN":   math.IsNaN,
		"isInf":   func(f float64) bool { return math.IsInf(f, 0) },
		"isNil":   func(any) bool { return isNil },
		"default": func(_ any, other any) any {
			if isNil {
				return other
			}
			return result
		},
	}
	program, err := expr.Compile(condition, expr.Env(env))
	if err != nil {
		return map[string]any{"compile": message(err)}, nil
	}
	output, err := expr.Run(program, env)
	if err != nil {
		return map[string]any{"run": message(err)}, nil
	}
	return map[string]any{"type": typeName(output), "value": encode(reflect.ValueOf(output))}, output
}

// The Go type, without the pointers that the fields of a CloudWatch result are.
func typeName(output any) string {
	if text, ok := output.(*string); ok {
		if text == nil {
			return "<nil>"
		}
		return "string"
	}
	return fmt.Sprintf("%T", output)
}

func message(err error) string {
	var located *file.Error
	if errors.As(err, &located) {
		return located.Message
	}
	return err.Error()
}

func isNilValue(v any) bool {
	if v == nil {
		return true
	}
	switch r := reflect.ValueOf(v); r.Kind() {
	case reflect.Map, reflect.Slice, reflect.Pointer:
		return r.IsNil()
	}
	return false
}

func asFloat(in any) float64 {
	switch x := in.(type) {
	case string:
		f, err := strconv.ParseFloat(x, 64)
		if err != nil {
			panic(err)
		}
		return f
	}
	v := reflect.ValueOf(in)
	if plainNumber(v) {
		return v.Convert(reflect.TypeOf(0.0)).Float()
	}
	panic(fmt.Sprintf("asFloat() not supported on %v %v", reflect.TypeOf(in), in))
}

func asInt(in any) int64 {
	switch x := in.(type) {
	case string:
		i, err := strconv.ParseInt(x, 10, 64)
		if err != nil {
			panic(err)
		}
		return i
	}
	v := reflect.ValueOf(in)
	if plainNumber(v) {
		return v.Convert(reflect.TypeOf(int64(0))).Int()
	}
	panic(fmt.Sprintf("asInt() not supported on %v %v", reflect.TypeOf(in), in))
}

func plainNumber(v reflect.Value) bool {
	return v.IsValid() && (v.CanInt() || v.CanUint() || v.CanFloat()) && v.Type().PkgPath() == ""
}

// nil, true, int:5, float64:1.5, "text", [1,2] with the list's type before it, {key=value} sorted by key, time and duration as text.
func encode(v reflect.Value) string {
	for v.IsValid() && (v.Kind() == reflect.Interface || v.Kind() == reflect.Pointer) {
		if v.IsNil() {
			return "nil"
		}
		if _, ok := v.Interface().(*time.Location); ok {
			return "location"
		}
		v = v.Elem()
	}
	if !v.IsValid() {
		return "nil"
	}
	switch x := v.Interface().(type) {
	case time.Time:
		return "time:" + x.UTC().Format(time.RFC3339Nano)
	case time.Duration:
		return "duration:" + strconv.FormatInt(int64(x), 10)
	}
	switch {
	case v.CanInt(), v.CanUint():
		return fmt.Sprintf("%s:%v", v.Type(), v.Interface())
	case v.CanFloat():
		return v.Type().String() + ":" + strconv.FormatFloat(v.Float(), 'g', -1, 64)
	}
	switch v.Kind() {
	case reflect.Bool:
		return strconv.FormatBool(v.Bool())
	case reflect.String:
		text, _ := json.Marshal(v.String())
		return string(text)
	case reflect.Slice, reflect.Array:
		if v.Kind() == reflect.Slice && v.IsNil() {
			return v.Type().String() + "nil"
		}
		parts := make([]string, v.Len())
		for i := range parts {
			parts[i] = encode(v.Index(i))
		}
		return v.Type().String() + "[" + strings.Join(parts, ",") + "]"
	case reflect.Map:
		parts := make([]string, 0, v.Len())
		for entries := v.MapRange(); entries.Next(); {
			parts = append(parts, encode(entries.Key())+"="+encode(entries.Value()))
		}
		sort.Strings(parts)
		return v.Type().String() + "{" + strings.Join(parts, ",") + "}"
	case reflect.Func:
		return "func"
	case reflect.Struct:
		return "struct " + v.Type().String()
	}
	return "?" + v.Type().String()
}
