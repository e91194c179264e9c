// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/echoprovider"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

func TestMain(m *testing.M) {
	if err := testkit.PrepareHarness(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// apply plans and applies a configuration with the CLI, and expects no change after it.
// Beside the provider there is echo, whose resource has the data of its provider block:
// at plan they are unknown, and after apply a test can see even ephemeral ones.
func apply(t *testing.T, step resource.TestStep) {
	t.Helper()

	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: map[string]func() (tfprotov6.ProviderServer, error){
			"sessmtp": func() (tfprotov6.ProviderServer, error) { return newServer(), nil },
			"echo":    echoprovider.NewProviderServer(),
		},
		Steps: []resource.TestStep{step},
	})
}

// expectObject checks all attributes of a resource or data source. It also fails for an
// additional one.
type expectObject struct {
	address string
	want    map[string]any
}

func (e expectObject) CheckState(_ context.Context, req statecheck.CheckStateRequest, resp *statecheck.CheckStateResponse) {
	for _, resource := range req.State.Values.RootModule.Resources {
		if resource.Address != e.address {
			continue
		}
		if !reflect.DeepEqual(resource.AttributeValues, e.want) {
			resp.Error = fmt.Errorf("%s is %v, want %v", e.address, resource.AttributeValues, e.want)
		}

		return
	}
	resp.Error = fmt.Errorf("%s is not in the state", e.address)
}

// expectOutput checks the whole value of an output.
type expectOutput struct {
	name string
	want any
}

func (e expectOutput) CheckState(_ context.Context, req statecheck.CheckStateRequest, resp *statecheck.CheckStateResponse) {
	output := req.State.Values.Outputs[e.name]
	if output == nil || !reflect.DeepEqual(output.Value, e.want) {
		resp.Error = fmt.Errorf("output %s is %v, want %v", e.name, output, e.want)
	}
}

// The published password of the example key in us-west-2, and the URL with it.
const (
	passwordUSWest2 = "BF2PynzbSCAjX08zhZZnP/kW+T9P5zs/1Er0pi5vTEmd"
	urlUSWest2      = "smtps://AKIAIOSFODNN7EXAMPLE:BF2PynzbSCAjX08zhZZnP%2FkW%2BT9P5zs%2F1Er0pi5vTEmd@" +
		"email-smtp.us-west-2.amazonaws.com:465"
)

var (
	usWest2 = testkit.Region{Name: "us-west-2", DNSSuffix: "amazonaws.com", DualstackDNSSuffix: "api.aws", FIPS: true}
	nowhere = testkit.Region{Name: "xx-nowhere-1", DNSSuffix: "amazonaws.com", DualstackDNSSuffix: "api.aws"}
)

// withSMTP is every Region that has an SMTP endpoint.
func withSMTP(t *testing.T) []testkit.Region {
	t.Helper()

	return slices.DeleteFunc(testkit.Regions(t), func(region testkit.Region) bool { return !region.SMTP })
}

// endpointOf returns every attribute of the function endpoint, from the record of public
// sources.
func endpointOf(region testkit.Region) map[string]any {
	endpoint := map[string]any{
		"region":                    region.Name,
		"host":                      "email-smtp." + region.Name + "." + region.DNSSuffix,
		"dualstack_host":            "email-smtp." + region.Name + "." + region.DualstackDNSSuffix,
		"fips_host":                 nil,
		"fips_dualstack_host":       nil,
		"starttls_port":             json.Number("587"),
		"tls_wrapper_port":          json.Number("465"),
		"vpc_endpoint_service_name": "com.amazonaws." + region.Name + ".email-smtp",
	}
	if region.FIPS {
		endpoint["fips_host"] = "email-smtp-fips." + region.Name + "." + region.DNSSuffix
		endpoint["fips_dualstack_host"] = "email-smtp-fips." + region.Name + "." + region.DualstackDNSSuffix
	}

	return endpoint
}

// settings returns every attribute of sessmtp_password, in a Region with the DNS suffix
// amazonaws.com. Optional arguments are null.
func settings(secret, region, password string) map[string]any {
	return map[string]any{
		"secret_access_key":          secret,
		"region":                     region,
		"access_key_id":              nil,
		"skip_region_validation":     nil,
		"skip_access_key_validation": nil,
		"password":                   password,
		"username":                   nil,
		"host":                       "email-smtp." + region + ".amazonaws.com",
	}
}

// with returns an object with other values of some attributes.
func with(object, change map[string]any) map[string]any {
	object = maps.Clone(object)
	maps.Copy(object, change)

	return object
}

// passwordBlocks returns a block of sessmtp_password for each published password, and one
// with all arguments. It also returns the attributes that each must have.
func passwordBlocks(t *testing.T, kind string) (string, map[string]any) {
	t.Helper()

	var config strings.Builder
	want := map[string]any{}
	for i, vector := range testkit.Vectors(t) {
		if !vector.Right {
			continue
		}
		name := fmt.Sprintf("v%d", i)
		fmt.Fprintf(&config, `
%s "sessmtp_password" %q {
  secret_access_key = %q
  region            = %q
}
`, kind, name, vector.SecretAccessKey, vector.Region)
		want[name] = settings(vector.SecretAccessKey, vector.Region, vector.Password)
	}

	const secret, region = "a-secret-with-hyphens", "xx-nowhere-1"
	fmt.Fprintf(&config, `
%s "sessmtp_password" "emulated" {
  access_key_id              = "an-emulator-key"
  secret_access_key          = %q
  region                     = %q
  skip_region_validation     = true
  skip_access_key_validation = true
}
`, kind, secret, region)
	want["emulated"] = with(settings(secret, region, testkit.PasswordIn(secret, region)), map[string]any{
		"access_key_id": "an-emulator-key", "username": "an-emulator-key",
		"skip_region_validation": true, "skip_access_key_validation": true,
	})

	return config.String(), want
}
