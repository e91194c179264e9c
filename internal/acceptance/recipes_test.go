// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/acceptance/standin"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

var (
	inIreland  = map[string]any{"region": "eu-west-1"}
	inVirginia = map[string]any{"region": "us-east-1"}
)

// recipes are the folders that people copy.
var recipes = map[string]example{
	"iam-user": {
		needs:     []testkit.Feature{testkit.RecipeVersion},
		variables: inIreland,
		check: func(t *testing.T, ran run) {
			assertOutput(t, ran, "smtp", serverOf(t, ran.key, "eu-west-1"))
			assertEqual(t, "the groups", ran.given(t, "aws_iam_user_group_membership")["groups"], []string{"AWSSESSendingGroupDoNotRename"})
			policy := ran.given(t, "aws_iam_group_policy")
			assertEqual(t, "the group", policy["group"], "AWSSESSendingGroupDoNotRename")
			assertEqual(t, "the policy", policy["policy"], allowing(map[string]any{"Resource": "*"}))
		},
		then: []change{{
			sentence:  "another region",
			variables: inVirginia,
			check: func(t *testing.T, ran run) {
				assertOutput(t, ran, "smtp", serverOf(t, ran.key, "us-east-1"))
			},
		}},
	},
	"least-privilege": {
		needs:     []testkit.Feature{testkit.RecipeVersion},
		variables: map[string]any{"region": "eu-west-1", "account_id": "111122223333", "domain": "example.com"},
		check: func(t *testing.T, ran run) {
			assertOutput(t, ran, "smtp", serverOf(t, ran.key, "eu-west-1"))
			assertEqual(t, "the policy", ran.given(t, "aws_iam_user_policy")["policy"], allowing(map[string]any{
				"Resource":  "arn:aws:ses:eu-west-1:111122223333:identity/example.com",
				"Condition": map[string]any{"StringLike": map[string]any{"ses:FromAddress": "*@example.com"}},
			}))
		},
		then: []change{{
			sentence:  "another region",
			variables: inVirginia,
			events:    []string{"update aws_iam_user_policy"},
			check: func(t *testing.T, ran run) {
				assertOutput(t, ran, "smtp", serverOf(t, ran.key, "us-east-1"))
			},
		}},
	},
	"secrets-manager": {
		needs:     []testkit.Feature{testkit.WriteOnlyArguments},
		variables: inIreland,
		check:     func(t *testing.T, ran run) { assertWritten(t, ran, settingsOf(t, ran.key, "eu-west-1")) },
		hidden:    passwordsOf("eu-west-1", "us-east-1"),
		then: otherRegionAndKey(
			func(t *testing.T, ran run) { assertWritten(t, ran, settingsOf(t, ran.key, "us-east-1")) },
			"create aws_secretsmanager_secret_version", "delete aws_secretsmanager_secret_version",
		),
	},
	"ssm-parameter": {
		needs:     []testkit.Feature{testkit.WriteOnlyArguments},
		variables: inIreland,
		check:     func(t *testing.T, ran run) { assertURL(t, ran, "eu-west-1") },
		hidden:    passwordsOf("eu-west-1", "us-east-1"),
		then: otherRegionAndKey(
			func(t *testing.T, ran run) { assertURL(t, ran, "us-east-1") },
			"update aws_ssm_parameter",
		),
	},
	"ssm-parameters": {
		needs:     []testkit.Feature{testkit.WriteOnlyArguments},
		variables: inIreland,
		check:     func(t *testing.T, ran run) { assertParameters(t, ran, "eu-west-1") },
		hidden:    passwordsOf("eu-west-1", "us-east-1"),
		then: []change{
			{
				sentence:  "another region",
				variables: inVirginia,
				events:    []string{"update aws_ssm_parameter", "update aws_ssm_parameter"},
			},
			{
				sentence: "another key",
				replace:  "aws_iam_access_key.smtp",
				events: []string{
					"create aws_iam_access_key", "delete aws_iam_access_key", "update aws_ssm_parameter", "update aws_ssm_parameter",
				},
			},
		},
	},
	"ecs": {
		needs: []testkit.Feature{testkit.WriteOnlyArguments},
		variables: map[string]any{
			"region": "eu-west-1", "image": "application:latest", "execution_role": "application",
			"execution_role_arn": "arn:aws:iam::111122223333:role/application",
		},
		check: func(t *testing.T, ran run) {
			assertWritten(t, ran, settingsOf(t, ran.key, "eu-west-1"))
			arn := "arn:aws:secretsmanager:eu-north-1:111122223333:secret:smtp"
			secret := func(field string) any {
				return map[string]any{"name": "SMTP_" + strings.ToUpper(field), "valueFrom": arn + ":" + field + "::"}
			}
			var containers any
			definitions, _ := ran.given(t, "aws_ecs_task_definition")["container_definitions"].(string)
			if err := json.Unmarshal([]byte(definitions), &containers); err != nil {
				t.Error(err)
			}
			assertEqual(t, "the containers", containers, []any{map[string]any{
				"name": "application", "image": "application:latest", "memory": 256, "essential": true,
				"secrets": []any{secret("host"), secret("port"), secret("username"), secret("password")},
			}})
			assertEqual(t, "the policy of the role", ran.given(t, "aws_iam_role_policy")["policy"], jsonOf(map[string]any{
				"Version":   "2012-10-17",
				"Statement": []any{map[string]any{"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": arn}},
			}))
		},
		hidden: passwordsOf("eu-west-1", "us-east-1"),
		then: otherRegionAndKey(
			func(t *testing.T, ran run) { assertWritten(t, ran, settingsOf(t, ran.key, "us-east-1")) },
			"create aws_secretsmanager_secret_version", "delete aws_secretsmanager_secret_version",
		),
	},
	"user-data": {
		needs:     []testkit.Feature{testkit.WriteOnlyArguments},
		variables: map[string]any{"region": "eu-west-1", "ami": "ami-0123456789abcdef0", "instance_profile": "mail"},
		check: func(t *testing.T, ran run) {
			assertWritten(t, ran, settingsOf(t, ran.key, "eu-west-1"))
			assertPostfix(t, ran, settingsOf(t, ran.key, "eu-west-1"))
		},
		hidden: passwordsOf("eu-west-1", "us-east-1"),
		then: []change{
			{
				sentence:  "another region",
				variables: inVirginia,
				events: []string{
					"create aws_instance", "create aws_secretsmanager_secret_version",
					"delete aws_instance", "delete aws_secretsmanager_secret_version",
				},
				check: func(t *testing.T, ran run) {
					assertPostfix(t, ran, settingsOf(t, ran.key, "us-east-1"))
					if last := ran.events[len(ran.events)-1]; last.Type != "aws_instance" {
						t.Errorf("the last event is %q of %s, want the instance to boot last", last.Action, last.Type)
					}
				},
			},
			{
				sentence: "another key",
				replace:  "aws_iam_access_key.smtp",
				events: []string{
					"create aws_iam_access_key", "create aws_secretsmanager_secret_version",
					"delete aws_iam_access_key", "delete aws_secretsmanager_secret_version",
				},
			},
		},
	},
	"kubernetes": {
		needs:     []testkit.Feature{testkit.WriteOnlyArguments},
		variables: inIreland,
		check:     func(t *testing.T, ran run) { assertData(t, ran, "eu-west-1") },
		hidden:    passwordsOf("eu-west-1", "us-east-1"),
		then: otherRegionAndKey(
			func(t *testing.T, ran run) { assertData(t, ran, "us-east-1") },
			"update kubernetes_secret_v1",
		),
	},
	"vault": {
		needs:     []testkit.Feature{testkit.WriteOnlyArguments},
		variables: inIreland,
		check:     func(t *testing.T, ran run) { assertWritten(t, ran, settingsOf(t, ran.key, "eu-west-1")) },
		hidden:    passwordsOf("eu-west-1", "us-east-1"),
		then: otherRegionAndKey(
			func(t *testing.T, ran run) { assertWritten(t, ran, settingsOf(t, ran.key, "us-east-1")) },
			"update vault_kv_secret_v2",
		),
	},
	"several-regions": {
		needs:     []testkit.Feature{testkit.WriteOnlyArguments},
		variables: map[string]any{"regions": []string{"eu-west-1", "us-east-1"}},
		check: func(t *testing.T, ran run) {
			assertWritten(t, ran, settingsOf(t, ran.key, "eu-west-1"), settingsOf(t, ran.key, "us-east-1"))
		},
		hidden: passwordsOf("eu-west-1", "us-east-1", "sa-east-1"),
		then: []change{
			{
				sentence:  "a region more",
				variables: map[string]any{"regions": []string{"eu-west-1", "us-east-1", "sa-east-1"}},
				events:    []string{"create aws_secretsmanager_secret", "create aws_secretsmanager_secret_version"},
				check:     func(t *testing.T, ran run) { assertWritten(t, ran, settingsOf(t, ran.key, "sa-east-1")) },
			},
			{
				sentence:  "a region less",
				variables: map[string]any{"regions": []string{"eu-west-1", "sa-east-1"}},
				events:    []string{"delete aws_secretsmanager_secret", "delete aws_secretsmanager_secret_version"},
			},
			{
				sentence: "another key",
				replace:  "aws_iam_access_key.smtp",
				events: []string{
					"create aws_iam_access_key",
					"create aws_secretsmanager_secret_version", "create aws_secretsmanager_secret_version",
					"delete aws_iam_access_key",
					"delete aws_secretsmanager_secret_version", "delete aws_secretsmanager_secret_version",
				},
				check: func(t *testing.T, ran run) {
					assertWritten(t, ran, settingsOf(t, ran.key, "eu-west-1"), settingsOf(t, ran.key, "sa-east-1"))
				},
			},
		},
	},
	"rotation": {
		needs:     []testkit.Feature{testkit.WriteOnlyArguments},
		variables: map[string]any{"region": "eu-west-1", "keys": []string{"2026-11"}, "live": "2026-11"},
		check: func(t *testing.T, ran run) {
			assertWritten(t, ran, settingsOf(t, ran.keys["2026-11"], "eu-west-1"))
		},
		hidden: passwordsOf("eu-west-1", "us-east-1"),
		then: []change{
			{
				sentence:  "a second key",
				variables: map[string]any{"keys": []string{"2026-11", "2027-05"}},
				events:    []string{"create aws_iam_access_key"},
			},
			{
				sentence:  "the new key goes live",
				variables: map[string]any{"live": "2027-05"},
				events:    []string{"create aws_secretsmanager_secret_version", "delete aws_secretsmanager_secret_version"},
				check: func(t *testing.T, ran run) {
					assertWritten(t, ran, settingsOf(t, ran.keys["2027-05"], "eu-west-1"))
				},
			},
			{
				sentence:  "the old key is switched off",
				variables: map[string]any{"inactive": []string{"2026-11"}},
				events:    []string{"update aws_iam_access_key"},
				check: func(t *testing.T, ran run) {
					assertEqual(t, "the old key", ran.keys["2026-11"]["status"], "Inactive")
					assertEqual(t, "the new key", ran.keys["2027-05"]["status"], "Active")
				},
			},
			{
				sentence:  "the old key is deleted",
				variables: map[string]any{"keys": []string{"2027-05"}, "inactive": []string{}},
				events:    []string{"delete aws_iam_access_key"},
				check: func(t *testing.T, ran run) {
					assertEqual(t, "the keys", slices.Collect(maps.Keys(ran.keys)), []string{"2027-05"})
				},
			},
			{
				sentence:  "another region",
				variables: inVirginia,
				events:    []string{"create aws_secretsmanager_secret_version", "delete aws_secretsmanager_secret_version"},
				check: func(t *testing.T, ran run) {
					assertWritten(t, ran, settingsOf(t, ran.keys["2027-05"], "us-east-1"))
				},
			},
			{
				sentence:  "all at once, against the advice",
				variables: map[string]any{"keys": []string{"2027-11"}, "live": "2027-11"},
				events: []string{
					"create aws_iam_access_key", "create aws_secretsmanager_secret_version",
					"delete aws_iam_access_key", "delete aws_secretsmanager_secret_version",
				},
				check: func(t *testing.T, ran run) {
					if last := ran.events[len(ran.events)-1]; last.Type != "aws_iam_access_key" {
						t.Errorf("the last event is %q of %s, want the old key to go last", last.Action, last.Type)
					}
				},
			},
		},
	},
	"getting-started": {
		needs:     []testkit.Feature{testkit.WriteOnlyArguments},
		variables: map[string]any{"pgp_key": pgpKey.Public, "private_key": pgpKey.Private},
		check: func(t *testing.T, ran run) {
			assertOutput(t, ran, "smtp", map[string]any{"host": "email-smtp.eu-west-1.amazonaws.com", "port": 587, "username": ran.key["id"]})
			secret := pgpKey.Open(ran.key["encrypted_secret"].(string))
			parameter := ran.given(t, "aws_ssm_parameter")
			assertEqual(t, "the parameter", []any{parameter["name"], parameter["value_wo"]}, []any{"/smtp/password", testkit.PasswordIn(t, secret, "eu-west-1")})
		},
		hidden: secretsOf(pgpKey, "eu-west-1", "eu-north-1"),
		then: []change{{
			sentence: "another key",
			replace:  "aws_iam_access_key.smtp",
			events:   []string{"create aws_iam_access_key", "delete aws_iam_access_key", "update aws_ssm_parameter"},
		}},
	},
	"encrypted-key": {
		needs: []testkit.Feature{testkit.WriteOnlyArguments},
		variables: map[string]any{
			"region": "eu-west-1", "pgp_key": pgpKey.Public,
			"private_key_secret": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:smtp-pgp-key",
		},
		secret: pgpKey.Private,
		check:  assertEncrypted(pgpKey, "first", "eu-west-1"),
		hidden: secretsOf(pgpKey, "eu-west-1", "us-east-1", "eu-north-1"),
		then: []change{
			{
				sentence:  "another region",
				variables: inVirginia,
				events:    []string{"create aws_secretsmanager_secret_version", "delete aws_secretsmanager_secret_version"},
				check:     assertEncrypted(pgpKey, "first", "us-east-1"),
			},
			{
				sentence:  "a second key",
				variables: map[string]any{"keys": []string{"first", "second"}},
				events:    []string{"create aws_iam_access_key"},
			},
			{
				sentence:  "the second key goes live",
				variables: map[string]any{"live": "second"},
				events:    []string{"create aws_secretsmanager_secret_version", "delete aws_secretsmanager_secret_version"},
				check:     assertEncrypted(pgpKey, "second", "us-east-1"),
			},
			{
				sentence:  "the first key is deleted",
				variables: map[string]any{"keys": []string{"second"}},
				events:    []string{"delete aws_iam_access_key"},
			},
			{
				sentence:  "another OpenPGP key",
				variables: map[string]any{"pgp_key": otherPGPKey.Public},
				secret:    otherPGPKey.Private,
				events: []string{
					"create aws_iam_access_key", "create aws_secretsmanager_secret_version",
					"delete aws_iam_access_key", "delete aws_secretsmanager_secret_version",
				},
				check: assertEncrypted(otherPGPKey, "second", "us-east-1"),
			},
		},
	},
	"nothing-stored": {
		needs:     []testkit.Feature{testkit.WriteOnlyArguments},
		variables: map[string]any{"region": "eu-west-1", "access_key_secret": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:smtp-access-key"},
		secret:    jsonOf(firstKey),
		check:     func(t *testing.T, ran run) { assertWritten(t, ran, settingsOf(t, firstKey, "eu-west-1")) },
		hidden: func(t *testing.T, _ run) []string {
			var all []string
			for _, key := range []map[string]any{firstKey, secondKey} {
				all = append(all, key["secret_access_key"].(string), testkit.PasswordIn(t, key["secret_access_key"], "eu-west-1"))
			}

			return all
		},
		then: []change{{
			sentence: "another key in the secret",
			secret:   jsonOf(secondKey),
			events:   []string{"create aws_secretsmanager_secret_version", "delete aws_secretsmanager_secret_version"},
			check:    func(t *testing.T, ran run) { assertWritten(t, ran, settingsOf(t, secondKey, "eu-west-1")) },
		}},
	},
	"keycloak": {
		needs:     []testkit.Feature{testkit.RecipeVersion},
		variables: map[string]any{"region": "eu-west-1", "from": "noreply@example.com"},
		check: func(t *testing.T, ran run) {
			assertRealm(t, ran, "eu-west-1")
			// The password is stored, as the recipe says.
			password := testkit.PasswordIn(t, ran.key["secret"], "eu-west-1")
			for name, text := range ran.workspace.traces(t) {
				stored := name == "terraform.tfstate" || name == "tfplan/tfplan"
				if seen := testkit.Leak(text, password) != ""; seen && !stored || name == "terraform.tfstate" && !seen {
					t.Errorf("the password is in %s: %v", name, seen)
				}
			}
		},
		then: otherRegionAndKey(
			func(t *testing.T, ran run) { assertRealm(t, ran, "us-east-1") },
			"update keycloak_realm",
		),
	},
	"module-tests": {variables: inIreland, needs: []testkit.Feature{testkit.RecipeVersion}},
	"module-tests/ephemeral": {
		needs:     []testkit.Feature{testkit.WriteOnlyArguments},
		variables: inIreland,
		check: func(t *testing.T, ran run) {
			parameter := ran.given(t, "aws_ssm_parameter")
			assertEqual(t, "the password", parameter["value_wo"], testkit.PasswordIn(t, ran.key["secret"], "eu-west-1"))
		},
		hidden: passwordsOf("eu-west-1"),
	},

	"moving-from-ses_smtp_password_v4/before": {needs: []testkit.Feature{testkit.RecipeVersion}},
	"moving-from-ses_smtp_password_v4/after":  {needs: []testkit.Feature{testkit.RecipeVersion}},
	"moving-from-ses_smtp_password_v4/switched-off": {
		needs:     []testkit.Feature{testkit.RecipeVersion},
		variables: map[string]any{"enabled": false, "region": "eu-west-1"},
		check:     func(t *testing.T, ran run) { assertOutput(t, ran, "smtp_password", nil) },
		then: []change{{
			sentence:  "switched on",
			variables: map[string]any{"enabled": true},
			events:    []string{"create aws_iam_access_key"},
			check: func(t *testing.T, ran run) {
				assertOutput(t, ran, "smtp_password", testkit.PasswordIn(t, ran.key["secret"], "eu-west-1"))
			},
		}},
	},
	"moving-from-ses_smtp_password_v4/ignore-changes": {
		needs:     []testkit.Feature{testkit.RecipeVersion},
		variables: inIreland,
		then: []change{{
			sentence:  "another region, which is ignored",
			variables: inVirginia,
			check: func(t *testing.T, ran run) {
				if old := testkit.PasswordIn(t, ran.key["secret"], "eu-west-1"); !strings.Contains(ran.state, old) {
					t.Error("the password of the old region is gone")
				}
			},
		}},
	},
}

// An Availability Zone is rejected by the variable, before anything is created.
func TestRecipesRefuseAZone(t *testing.T) {
	t.Parallel()

	for name, recipe := range recipes {
		variables := maps.Clone(recipe.variables)
		switch {
		case name == "module-tests": // so that a test can expect the failure
			continue
		case variables["region"] != nil:
			variables["region"] = "eu-west-1a"
		case variables["regions"] != nil:
			variables["regions"] = []string{"us-east-1", "eu-west-1a"}
		default:
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			testkit.Need(t, recipe.needs...)

			w := newWorkspace(t, recipe.sources(t, name))
			w.write(t, "terraform.tfvars.json", jsonOf(variables))
			output := w.run(t, "plan", "-no-color", "-input=false")
			want := testkit.Wrapped(`region is an Availability Zone or another zone, not a Region. Use "eu-west-1".`)
			if output.code != 1 || !want.MatchString(output.console) {
				t.Errorf("plan: %s", output)
			}
		})
	}
}

// A Kubernetes secret that was written with data keeps it in state after the move to
// data_wo, until it is replaced once. Without a revision, the provider writes nothing.
func TestKubernetesKeepsData(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.WriteOnlyArguments)

	const secret = "resource \"kubernetes_secret_v1\" \"smtp\" {\n  metadata {\n    name = \"smtp\"\n  }\n%s\n}\n"
	const data, writeOnly = "  data = { PASSWORD = \"old-password\" }", "  data_wo = { PASSWORD = \"new-password\" }"
	record := filepath.Join(t.TempDir(), "record")
	w := newWorkspace(t, map[string]string{"main.tf": fmt.Sprintf(secret, data)}, standin.RecordFile+"="+record)
	if ran := w.apply(t, record, false); !strings.Contains(ran.state, "old-password") {
		t.Errorf("data is not in state: %s", ran.state)
	}
	w.write(t, "main.tf", fmt.Sprintf(secret, writeOnly+"\n  data_wo_revision = 1"))
	if ran := w.apply(t, record, false); !strings.Contains(ran.state, "old-password") {
		t.Error("the move to data_wo removes data from state")
	}
	w.must(t, "plan", "-no-color", "-detailed-exitcode")
	if ran := w.apply(t, record, false, "-replace=kubernetes_secret_v1.smtp"); strings.Contains(ran.state, "password") {
		t.Errorf("-replace leaves data in state: %s", ran.state)
	}

	w = newWorkspace(t, map[string]string{"main.tf": fmt.Sprintf(secret, writeOnly)}, standin.RecordFile+"="+record)
	ran := w.apply(t, record, false)
	assertEqual(t, "what is written without a revision", ran.given(t, "kubernetes_secret_v1")["data_wo"], nil)

	w.write(t, "main.tf", fmt.Sprintf(secret, writeOnly+"\n  data_wo_revision = 0"))
	if output := w.run(t, "plan", "-no-color"); output.code != 1 {
		t.Errorf("a revision of 0: %s", output)
	}
}

// A change of another argument of a secret in Vault fails unless the version changes too.
// Without a version, the password is written once and never again.
func TestVaultNeedsAVersion(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.WriteOnlyArguments)

	record := filepath.Join(t.TempDir(), "record")
	w := newWorkspace(t, exampleFiles(t, "vault"), standin.RecordFile+"="+record)
	assertFails := func(what string) {
		t.Helper()

		output := w.run(t, "apply", "-no-color", "-auto-approve")
		if output.code != 1 || !strings.Contains(output.console, "unexpected end of JSON input") {
			t.Errorf("%s: %s", what, output)
		}
	}
	text := exampleFiles(t, "vault")["main.tf"]
	reads := strings.Replace(text, "disable_read = true", "disable_read = false", 1)
	w.write(t, "terraform.tfvars.json", jsonOf(inIreland))
	w.apply(t, record, false)
	w.write(t, "main.tf", reads)
	assertFails("a change of disable_read alone")
	w.write(t, "terraform.tfvars.json", jsonOf(inVirginia))
	ran := w.apply(t, record, false)
	assertWritten(t, ran, settingsOf(t, ran.key, "us-east-1"))

	const version = "  data_json_wo_version = local.version\n"
	w = newWorkspace(t, map[string]string{"main.tf": strings.Replace(text, version, "", 1)}, standin.RecordFile+"="+record)
	w.write(t, "terraform.tfvars.json", jsonOf(inIreland))
	ran = w.apply(t, record, false)
	assertWritten(t, ran, settingsOf(t, ran.key, "eu-west-1"))
	w.write(t, "terraform.tfvars.json", jsonOf(inVirginia))
	w.must(t, "plan", "-no-color", "-detailed-exitcode")
	w.write(t, "main.tf", strings.Replace(reads, version, "", 1))
	assertFails("a change of disable_read without a version")
}

var (
	recipeHeadings = []string{"Requirements", "Usage", "Result", "What is stored", "Changes"}
	secondHeading  = regexp.MustCompile(`(?m)^## (.*)$`)
	variableOption = regexp.MustCompile(`-var (?:'([^']+)'|(\S+))`)
)

// The README of each recipe has the same sections, and its commands have the variables
// that the tests run it with.
func TestRecipesHaveReadmes(t *testing.T) {
	t.Parallel()

	for name, recipe := range recipes {
		if strings.Contains(name, "/") || name == "module-tests" || name == "getting-started" {
			continue // they have their own form
		}
		readme := readText(t, filepath.Join(root, "examples", name, "README.md"))
		var headings []string
		for _, match := range secondHeading.FindAllStringSubmatch(readme, -1) {
			headings = append(headings, match[1])
		}
		assertEqual(t, "the headings of "+name, headings, recipeHeadings)

		want := maps.Clone(recipe.variables)
		delete(want, "pgp_key") // from the file that a script writes
		for _, block := range fence.FindAllStringSubmatch(readme, -1) {
			// Each command is one line.
			for command := range strings.Lines(strings.ReplaceAll(block[2], "\\\n", "")) {
				if !strings.HasPrefix(command, "terraform plan") && !strings.HasPrefix(command, "terraform apply") {
					continue
				}
				got := map[string]any{}
				for _, match := range variableOption.FindAllStringSubmatch(command, -1) {
					variable, text, _ := strings.Cut(match[1]+match[2], "=")
					var value any = text
					if strings.HasPrefix(text, "[") {
						if err := json.Unmarshal([]byte(text), &value); err != nil {
							t.Errorf("%s: %s: %v", name, match[0], err)
						}
					}
					got[variable] = value
				}
				assertEqual(t, "a command of "+name, got, want)
			}
		}
	}
}

// otherRegionAndKey are the changes that most recipes support: another Region,
// us-east-1, and then another access key. Both update the resource with the password,
// and nothing else.
func otherRegionAndKey(check func(*testing.T, run), events ...string) []change {
	withKey := append([]string{"create aws_iam_access_key", "delete aws_iam_access_key"}, events...)
	slices.Sort(withKey)

	return []change{
		{sentence: "another region", variables: inVirginia, events: events, check: check},
		{sentence: "another key", replace: "aws_iam_access_key.smtp", events: withKey, check: check},
	}
}

// Two access keys of AWS's documentation, as in Secrets Manager.
var (
	firstKey = map[string]any{
		"access_key_id":     testkit.ExampleAccessKeyID,
		"secret_access_key": testkit.ExampleSecret,
	}
	secondKey = map[string]any{
		"access_key_id":     "AKIAI44QH8DHBEXAMPLE",
		"secret_access_key": "je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY",
	}
)

// settingsOf returns the settings that the recipes write for an access key.
func settingsOf(t *testing.T, key map[string]any, region string) map[string]any {
	t.Helper()

	secret, id := key["secret"], key["id"]
	if secret == nil {
		secret, id = key["secret_access_key"], key["access_key_id"]
	}

	return map[string]any{
		"username": id,
		"password": testkit.PasswordIn(t, secret, region),
		"region":   region,
		"host":     "email-smtp." + region + ".amazonaws.com",
		"port":     587,
	}
}

// serverOf returns the settings that some recipes output.
func serverOf(t *testing.T, key map[string]any, region string) map[string]any {
	t.Helper()

	settings := settingsOf(t, key, region)
	delete(settings, "region")

	return settings
}

// allowing returns a policy that allows sending, with the rest of the statement.
func allowing(rest map[string]any) string {
	rest["Effect"], rest["Action"] = "Allow", "ses:SendRawEmail"

	return jsonOf(map[string]any{"Version": "2012-10-17", "Statement": []any{rest}})
}

// passwordsOf returns the passwords of all keys in some regions.
func passwordsOf(regions ...string) func(*testing.T, run) []string {
	return func(t *testing.T, ran run) []string {
		t.Helper()

		var all []string
		for _, key := range ran.keys {
			for _, region := range regions {
				all = append(all, testkit.PasswordIn(t, key["secret"], region))
			}
		}
		if len(all) == 0 {
			t.Error("there is no key whose password could be hidden")
		}

		return all
	}
}

// The key pairs of the recipe with encrypted access keys.
var pgpKey, otherPGPKey = testkit.NewPGPKey("", nil), testkit.NewPGPKey("", nil)

// assertEncrypted checks that the settings of an access key were written, and that its
// secret is nowhere but in a message.
func assertEncrypted(key testkit.PGPKey, name, region string) func(*testing.T, run) {
	return func(t *testing.T, ran run) {
		t.Helper()

		accessKey := ran.keys[name]
		message, _ := accessKey["encrypted_secret"].(string)
		assertWritten(t, ran, settingsOf(t, map[string]any{"id": accessKey["id"], "secret": key.Open(message)}, region))
		assertEqual(t, "what is readable in state", []any{accessKey["secret"], accessKey["ses_smtp_password_v4"]}, []any{nil, nil})
	}
}

// secretsOf returns the secrets that are encrypted in state, their passwords in some
// regions, and a part of the private key.
func secretsOf(first testkit.PGPKey, regions ...string) func(*testing.T, run) []string {
	return func(t *testing.T, ran run) []string {
		t.Helper()

		all := []string{first.Sample()}
		for _, accessKey := range ran.keys {
			key := first
			if accessKey["pgp_key"] != key.Public {
				key = otherPGPKey
			}
			secret := key.Open(accessKey["encrypted_secret"].(string))
			all = append(all, key.Sample(), secret)
			for _, region := range regions {
				all = append(all, testkit.PasswordIn(t, secret, region))
			}
		}

		return all
	}
}

// given returns the arguments of the one resource of a type that was written.
func (r run) given(t *testing.T, name string) map[string]any {
	t.Helper()

	var found []standin.Event
	for _, event := range r.events {
		if event.Type == name && event.Action != "delete" {
			found = append(found, event)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d of %s were written, want 1", len(found), name)
	}

	return found[0].Arguments
}

// assertWritten fails the test unless exactly these settings, as JSON, arrived in
// write-only arguments.
func assertWritten(t *testing.T, ran run, want ...map[string]any) {
	t.Helper()

	var got, wanted []string
	for _, event := range ran.events {
		for _, argument := range []string{"secret_string_wo", "data_json_wo"} {
			if text, is := event.Arguments[argument].(string); is && event.Action != "delete" {
				var settings any
				if err := json.Unmarshal([]byte(text), &settings); err != nil {
					t.Errorf("%s of %s: %v", argument, event.Type, err)
				}
				got = append(got, jsonOf(settings))
			}
		}
	}
	for _, settings := range want {
		wanted = append(wanted, jsonOf(settings))
	}
	slices.Sort(got)
	slices.Sort(wanted)
	if !slices.Equal(got, wanted) {
		t.Errorf("written was %s, want %s", got, wanted)
	}
}

func assertURL(t *testing.T, ran run, region string) {
	t.Helper()

	parsed, err := url.Parse(ran.given(t, "aws_ssm_parameter")["value_wo"].(string))
	if err != nil {
		t.Fatal(err)
	}
	password, _ := parsed.User.Password()
	assertEqual(t, "the URL",
		[]any{parsed.Scheme, parsed.User.Username(), password, parsed.Host, parsed.Path},
		[]any{"smtps", ran.key["id"], testkit.PasswordIn(t, ran.key["secret"], region), "email-smtp." + region + ".amazonaws.com:465", ""})
}

// assertParameters fails the test unless there is a parameter for each setting.
func assertParameters(t *testing.T, ran run, region string) {
	t.Helper()

	got := map[string]any{}
	for _, event := range ran.events {
		if event.Type == "aws_ssm_parameter" {
			got[event.Arguments["name"].(string)] = []any{event.Arguments["type"], event.Arguments["value"], event.Arguments["value_wo"]}
		}
	}
	assertEqual(t, "the parameters", got, map[string]any{
		"/smtp/host":     []any{"String", "email-smtp." + region + ".amazonaws.com", nil},
		"/smtp/port":     []any{"String", "587", nil},
		"/smtp/username": []any{"String", ran.key["id"], nil},
		"/smtp/password": []any{"SecureString", nil, testkit.PasswordIn(t, ran.key["secret"], region)},
	})
}

// assertPostfix runs the user data of the instance, with scripts in place of the
// programs, and looks at what Postfix is given.
func assertPostfix(t *testing.T, ran run, settings map[string]any) {
	t.Helper()

	if runtime.GOOS == "windows" {
		return
	}
	dir := t.TempDir()
	script, _ := ran.given(t, "aws_instance")["user_data"].(string)
	for name, text := range map[string]string{
		"boot.sh":   strings.ReplaceAll(script, "/etc/postfix/", dir+"/"),
		"aws":       "#!/bin/sh\necho \"$*\" >>asked\ncat <<'EOF'\n" + jsonOf(settings) + "\nEOF\n",
		"jq":        "#!/bin/sh\npython3 -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' \"${2#.}\"\n",
		"postmap":   "#!/bin/sh\n",
		"postconf":  "#!/bin/sh\nshift\nprintf '%s\\n' \"$@\" >main.cf\n",
		"systemctl": "#!/bin/sh\necho \"$*\" >>asked\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	boot := exec.CommandContext(t.Context(), "./boot.sh")
	boot.Dir, boot.Env = dir, append(os.Environ(), "PATH="+dir+":"+os.Getenv("PATH"))
	if output, err := boot.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, output)
	}
	server := fmt.Sprintf("[%s]:%d", settings["host"], settings["port"])
	for name, want := range map[string]string{
		"sasl_passwd": fmt.Sprintf("%s %s:%s\n", server, settings["username"], settings["password"]),
		"main.cf": "relayhost = " + server + "\nsmtp_sasl_auth_enable = yes\nsmtp_sasl_security_options = noanonymous\n" +
			"smtp_sasl_password_maps = $default_database_type:" + dir + "/sasl_passwd\nsmtp_tls_security_level = verify\n",
		"asked": "secretsmanager get-secret-value --region eu-north-1 --secret-id smtp --query SecretString --output text\nrestart postfix\n",
	} {
		assertEqual(t, name, readText(t, filepath.Join(dir, name)), want)
	}
}

func assertData(t *testing.T, ran run, region string) {
	t.Helper()

	secret := ran.given(t, "kubernetes_secret_v1")
	assertEqual(t, "metadata", secret["metadata"], []any{map[string]any{"name": "smtp", "namespace": "default"}})
	assertEqual(t, "data_wo", secret["data_wo"], map[string]any{
		"SMTP_HOST":     "email-smtp." + region + ".amazonaws.com",
		"SMTP_PORT":     "587",
		"SMTP_USERNAME": ran.key["id"],
		"SMTP_PASSWORD": testkit.PasswordIn(t, ran.key["secret"], region),
	})
}

func assertRealm(t *testing.T, ran run, region string) {
	t.Helper()

	assertEqual(t, "the SMTP server", ran.given(t, "keycloak_realm")["smtp_server"], []any{map[string]any{
		"host": "email-smtp." + region + ".amazonaws.com", "port": "587", "from": "noreply@example.com", "starttls": true,
		"auth": []any{map[string]any{"username": ran.key["id"], "password": testkit.PasswordIn(t, ran.key["secret"], region)}},
	}})
}

// The change from one key, as in the recipe for Secrets Manager, to rotation keeps the
// key. Otherwise the change itself would be an outage.
func TestRotationTakesOverTheKey(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.WriteOnlyArguments)

	w := newWorkspace(t, exampleFiles(t, "secrets-manager"))
	record := filepath.Join(t.TempDir(), "record")
	w.env = append(w.env, standin.RecordFile+"="+record)
	variables := maps.Clone(inIreland)
	w.write(t, "terraform.tfvars.json", jsonOf(variables))
	key := w.apply(t, record, false).key["id"]

	for name, text := range exampleFiles(t, "rotation") {
		w.write(t, name, text)
	}
	variables["keys"], variables["live"] = []string{"2026-11"}, "2026-11"
	w.write(t, "terraform.tfvars.json", jsonOf(variables))
	ran := w.apply(t, record, false)
	assertEqual(t, "what the apply did", summary(ran.events), nil)
	assertEqual(t, "the key", ran.keys["2026-11"]["id"], key)
}

// After the move from the attribute of the AWS provider, in the same Region, nothing
// that uses the password changes.
func TestMovingChangesNothing(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.RecipeVersion)

	const name = "moving-from-ses_smtp_password_v4/"
	w := newWorkspace(t, exampleFiles(t, name+"before"))
	w.env = append(w.env, "AWS_REGION=eu-west-1")
	ran := w.apply(t, "", false)
	password := testkit.PasswordIn(t, ran.key["secret"], "eu-west-1")
	if strings.Count(ran.state, password) != 2 {
		t.Errorf("the state before holds the password %d times, want 2", strings.Count(ran.state, password))
	}

	for name, text := range exampleFiles(t, name+"after") {
		w.write(t, name, text)
	}
	for _, arguments := range [][]string{{"init", "-no-color"}, {"plan", "-no-color", "-detailed-exitcode"}} {
		if output := w.run(t, arguments...); output.code != 0 {
			t.Errorf("after: %v: %s", arguments, output)
		}
	}

	// In another Region, the password differs, and Terraform shows that.
	w.write(t, "main.tf", strings.Replace(exampleFiles(t, name+"after")["main.tf"], "eu-west-1", "us-east-1", 1))
	if output := w.run(t, "plan", "-no-color", "-detailed-exitcode"); output.code != 2 {
		t.Errorf("another region: %s", output)
	}
}

// A module that can be switched off keeps its output when it moves, on and off, also where
// callers expect an empty string. With try() an error becomes an empty password.
func TestMovingAModuleThatIsSwitchedOff(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.RecipeVersion)

	const call = "provider::sessmtp::password(key.secret, var.region)"
	const moved = "[\n    for key in aws_iam_access_key.smtp :\n    " + call + "\n  ]"
	after := exampleFiles(t, "moving-from-ses_smtp_password_v4/switched-off")["main.tf"]
	for _, function := range []string{"one(", `join("", `} {
		after := strings.Replace(after, "one("+moved, function+moved, 1)
		before := strings.Replace(after, moved, "aws_iam_access_key.smtp[*].ses_smtp_password_v4", 1)
		w := newWorkspace(t, map[string]string{"main.tf": before})
		w.env = append(w.env, "AWS_REGION=eu-west-1")
		for _, enabled := range []bool{true, false} {
			w.write(t, "main.tf", before)
			w.write(t, "terraform.tfvars.json", jsonOf(map[string]any{"enabled": enabled, "region": "eu-west-1"}))
			w.apply(t, "", false)
			w.write(t, "main.tf", after)
			w.must(t, "plan", "-no-color", "-detailed-exitcode")
		}
	}

	tried := strings.Replace(after, call, "try("+call+`, "")`, 1)
	tried = strings.Replace(tried, "provider::sessmtp::endpoint(var.region)", "var.region", 1)
	w := newWorkspace(t, map[string]string{"main.tf": tried})
	w.write(t, "terraform.tfvars.json", jsonOf(map[string]any{"enabled": true, "region": "eu-west-1a"}))
	assertOutput(t, w.apply(t, "", false), "smtp_password", "")
}
