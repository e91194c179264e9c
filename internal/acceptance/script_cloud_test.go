// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"text/template"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/acceptance/standin"
)

// question is a command of a cloud's own command line: the kind of the objects that
// answer it, the option that selects one of them (NAME is the last argument), and the
// response.
type question struct {
	kind, option, attribute string
	answer                  func([]standin.Object) any
}

// questions are answered as by the AWS CLI, kubectl and vault, from what the stand-ins keep.
var questions = map[string]question{
	"aws iam list-users": {"aws_iam_user", "", "", listOf("Users", map[string]string{"UserName": "name"})},
	"aws iam list-access-keys": {"aws_iam_access_key", "--user-name", "user", listOf("AccessKeyMetadata", map[string]string{
		"UserName": "user", "AccessKeyId": "id", "Status": "status",
	})},
	"aws iam list-groups-for-user": {"aws_iam_user_group_membership", "--user-name", "user", listOf("Groups", map[string]string{"GroupName": "groups"})},
	"aws iam get-user-policy":      {"aws_iam_user_policy", "--user-name", "user", policy},
	"aws iam get-group-policy":     {"aws_iam_group_policy", "--group-name", "group", policy},
	"aws iam get-role-policy":      {"aws_iam_role_policy", "--role-name", "role", policy},
	"aws ssm get-parameter": {"aws_ssm_parameter", "--name", "name", func(all []standin.Object) any {
		value := cmp.Or(all[0].Text("value_wo"), all[0].Text("value"))

		return map[string]any{"Parameter": map[string]any{"Name": all[0]["name"], "Type": all[0]["type"], "Value": value}}
	}},
	"aws secretsmanager list-secrets": {"aws_secretsmanager_secret", "", "", listOf("SecretList", map[string]string{"Name": "name", "ARN": "arn"})},
	"aws ecs describe-task-definition": {"aws_ecs_task_definition", "--task-definition", "family", func(all []standin.Object) any {
		return map[string]any{"taskDefinition": map[string]any{"containerDefinitions": decoded(all[0].Text("container_definitions"))}}
	}},
	"aws ec2 describe-vpc-endpoints": {"aws_vpc_endpoint", "", "", listOf("VpcEndpoints", map[string]string{"ServiceName": "service_name"})},
	"kubectl get secret": {"kubernetes_secret_v1", "", "", func(all []standin.Object) any {
		data := map[string]any{}
		for name, value := range all[0]["data_wo"].(map[string]any) {
			data[name] = base64.StdEncoding.EncodeToString([]byte(fmt.Sprint(value)))
		}

		return map[string]any{"data": data}
	}},
	"vault kv get": {"vault_kv_secret_v2", "NAME", "name", func(all []standin.Object) any { return decoded(all[0].Text("data_json_wo")) }},
}

// listOf returns a response that lists attributes, by the names that AWS has for them.
func listOf(name string, fields map[string]string) func([]standin.Object) any {
	return func(all []standin.Object) any {
		list := []any{}
		for _, object := range all {
			item := map[string]any{}
			for field, attribute := range fields {
				item[field] = object[attribute]
			}
			list = append(list, item)
		}

		return map[string]any{name: list}
	}
}

func policy(all []standin.Object) any {
	return map[string]any{"PolicyName": all[0]["name"], "PolicyDocument": decoded(all[0].Text("policy"))}
}

func decoded(text string) any {
	var value any
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		return err.Error()
	}

	return value
}

// askCloud answers from what the stand-ins keep.
func askCloud(program string) client {
	return func(ts *testscript.TestScript, arguments []string) (string, error) {
		return ask(ts, standin.Cloud(ts.Getenv(standin.CloudFolder)), append([]string{program}, arguments...))
	}
}

func ask(ts *testscript.TestScript, cloud standin.Cloud, arguments []string) (string, error) {
	command, options := strings.Join(arguments[:3], " "), map[string]string{"NAME": arguments[len(arguments)-1]}
	for i, argument := range arguments[3:] {
		name, value, hasValue := strings.Cut(argument, "=")
		if next := i + 4; !hasValue && next < len(arguments) {
			value = arguments[next]
		}
		options[name] = value
	}
	region := cmp.Or(options["--region"], ts.Getenv("AWS_REGION"))
	switch value := options["--secret-string"]; command {
	case "aws secretsmanager create-secret", "aws secretsmanager put-secret-value":
		if file, isFile := strings.CutPrefix(value, "file://"); isFile {
			value = ts.ReadFile(file)
		}

		return "", cloud.PutSecret(options["--name"]+options["--secret-id"], region, value)
	case "aws iam create-user", "aws iam create-role", "aws iam create-instance-profile":
		return "", nil // the stand-ins do not ask whether it exists
	case "aws ssm put-parameter":
		name := options["--name"]

		return "", cloud.Put("aws_ssm_parameter", standin.Object{
			"id": name, "name": name, "type": options["--type"], "value": options["--value"],
		})
	case "aws secretsmanager get-secret-value":
		version, value, err := cloud.Secret(options["--secret-id"], region)

		return respond(map[string]any{"SecretString": value, "VersionId": version}, options), err
	case "vault kv put":
		fields := map[string]string{}
		for _, field := range arguments[5:] {
			name, value, _ := strings.Cut(field, "=")
			fields[name] = value
		}

		return "", cloud.PutVaultSecret(options["-mount"], arguments[4], fields)
	}
	question, exists := questions[command]
	if !exists {
		return "", errors.New("the stand-ins do not answer this")
	}
	where := standin.Object{}
	if question.option != "" {
		where[question.attribute] = options[question.option]
	}
	all, err := cloud.All(question.kind, where)
	if err == nil && len(all) == 0 && !strings.Contains(command, " list-") {
		err = errors.New("there is none")
	}
	if err != nil {
		return "", err
	}

	return respond(question.answer(all), options), nil
}

// respond applies --query and --output text of the AWS CLI, -field of vault, and -o
// go-template of kubectl. Otherwise it returns JSON.
func respond(response any, options map[string]string) string {
	if text, isTemplate := strings.CutPrefix(options["-o"], "go-template="); isTemplate {
		var result strings.Builder
		functions := template.FuncMap{"base64decode": func(text string) (string, error) {
			decoded, err := base64.StdEncoding.DecodeString(text)

			return string(decoded), err
		}}
		if err := template.Must(template.New("").Funcs(functions).Parse(text)).Execute(&result, response); err != nil {
			return err.Error()
		}

		return result.String()
	}
	for _, name := range strings.FieldsFunc(options["--query"]+options["-field"], func(r rune) bool { return r == '.' }) {
		fields, _ := response.(map[string]any)
		response = fields[name]
	}
	if text, isText := response.(string); isText && options["--output"] != "json" {
		return text
	}
	text, err := json.MarshalIndent(response, "", "    ")
	if err != nil {
		return err.Error()
	}

	return string(text)
}
