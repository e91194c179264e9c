// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses

import "github.com/sessmtp/terraform-provider-sessmtp/internal/argument"

const (
	// EndpointsAsOf is the month in which the SMTP endpoints in the table were last
	// compared with [RegionsSource].
	EndpointsAsOf = "October 2026"

	// NamesAsOf is the month in which the names and partitions of Regions were last
	// compared with the partition data of aws-sdk-go-v2.
	NamesAsOf = "November 2026"

	// RegionsSource is the only list of SMTP endpoints that AWS publishes.
	RegionsSource = "https://docs.aws.amazon.com/general/latest/gr/ses.html"
)

// regions is every AWS Region, sorted by name. SMTP endpoints and FIPS endpoints are
// from "Amazon Simple Email Service endpoints and quotas" in the AWS General
// Reference, [RegionsSource]. The names are from the partition data of aws-sdk-go-v2
// v1.48.0 (2026-11-10).
//
// No row may be removed before the next major version: a Region that is refused
// also stops terraform destroy.
var regions = []Region{
	{name: "af-south-1", consoleName: argument.Say("Africa (Cape Town)")},
	{name: "ap-east-1", consoleName: argument.Say("Asia Pacific (Hong Kong)")},
	{name: "ap-east-2", consoleName: argument.Say("Asia Pacific (Taipei)")},
	{name: "ap-northeast-1", consoleName: argument.Say("Asia Pacific (Tokyo)"), smtp: true},
	{name: "ap-northeast-2", consoleName: argument.Say("Asia Pacific (Seoul)"), smtp: true},
	{name: "ap-northeast-3", consoleName: argument.Say("Asia Pacific (Osaka)"), smtp: true},
	{name: "ap-south-1", consoleName: argument.Say("Asia Pacific (Mumbai)"), smtp: true},
	{name: "ap-south-2", consoleName: argument.Say("Asia Pacific (Hyderabad)")},
	{name: "ap-southeast-1", consoleName: argument.Say("Asia Pacific (Singapore)"), smtp: true},
	{name: "ap-southeast-2", consoleName: argument.Say("Asia Pacific (Sydney)"), smtp: true},
	{name: "ap-southeast-3", consoleName: argument.Say("Asia Pacific (Jakarta)")},
	{name: "ap-southeast-4", consoleName: argument.Say("Asia Pacific (Melbourne)")},
	{name: "ap-southeast-5", consoleName: argument.Say("Asia Pacific (Malaysia)")},
	{name: "ap-southeast-6", consoleName: argument.Say("Asia Pacific (New Zealand)")},
	{name: "ap-southeast-7", consoleName: argument.Say("Asia Pacific (Thailand)")},
	{name: "ca-central-1", consoleName: argument.Say("Canada (Central)"), smtp: true, fips: true},
	{name: "ca-west-1", consoleName: argument.Say("Canada West (Calgary)")},
	{name: "cn-north-1", consoleName: argument.Say("China (Beijing)")},
	{name: "cn-northwest-1", consoleName: argument.Say("China (Ningxia)")},
	{name: "eu-central-1", consoleName: argument.Say("Europe (Frankfurt)"), smtp: true},
	{name: "eu-central-2", consoleName: argument.Say("Europe (Zurich)")},
	{name: "eu-isoe-west-1", consoleName: argument.Say("EU ISOE West")},
	{name: "eu-north-1", consoleName: argument.Say("Europe (Stockholm)"), smtp: true},
	{name: "eu-south-1", consoleName: argument.Say("Europe (Milan)")},
	{name: "eu-south-2", consoleName: argument.Say("Europe (Spain)")},
	{name: "eu-west-1", consoleName: argument.Say("Europe (Ireland)"), smtp: true},
	{name: "eu-west-2", consoleName: argument.Say("Europe (London)"), smtp: true},
	{name: "eu-west-3", consoleName: argument.Say("Europe (Paris)"), smtp: true},
	{name: "eusc-de-east-1", consoleName: argument.Say("AWS European Sovereign Cloud (Germany)")},
	{name: "il-central-1", consoleName: argument.Say("Israel (Tel Aviv)")},
	{name: "me-central-1", consoleName: argument.Say("Middle East (UAE)")},
	{name: "me-south-1", consoleName: argument.Say("Middle East (Bahrain)")},
	{name: "me-west-1", consoleName: argument.Say("Middle East (Saudi Arabia)")},
	{name: "mx-central-1", consoleName: argument.Say("Mexico (Central)")},
	{name: "sa-east-1", consoleName: argument.Say("South America (São Paulo)"), smtp: true},
	{name: "sa-west-1", consoleName: argument.Say("South America (Chile)")},
	{name: "us-east-1", consoleName: argument.Say("US East (N. Virginia)"), smtp: true, fips: true},
	{name: "us-east-2", consoleName: argument.Say("US East (Ohio)"), smtp: true, fips: true},
	{name: "us-gov-east-1", consoleName: argument.Say("AWS GovCloud (US-East)"), smtp: true, fips: true},
	{name: "us-gov-west-1", consoleName: argument.Say("AWS GovCloud (US-West)"), smtp: true, fips: true},
	{name: "us-iso-east-1", consoleName: argument.Say("US ISO East")},
	{name: "us-iso-west-1", consoleName: argument.Say("US ISO WEST")},
	{name: "us-isob-east-1", consoleName: argument.Say("US ISOB East (Ohio)")},
	{name: "us-isob-west-1", consoleName: argument.Say("US ISOB West")},
	{name: "us-isof-east-1", consoleName: argument.Say("US ISOF EAST")},
	{name: "us-isof-south-1", consoleName: argument.Say("US ISOF SOUTH")},
	{name: "us-west-1", consoleName: argument.Say("US West (N. California)"), smtp: true, fips: true},
	{name: "us-west-2", consoleName: argument.Say("US West (Oregon)"), smtp: true, fips: true},
}

// partitions maps prefixes of Region names to partitions, so that a Region that is
// not in the table gets its host by the same rule. The first match counts, and the
// last row matches every name. Source: the partition data of aws-sdk-go-v2 v1.48.0
// (2026-11-10).
var partitions = []partition{
	{"us-gov-", argument.Say("aws-us-gov"), "amazonaws.com", "api.aws"},
	{"cn-", argument.Say("aws-cn"), "amazonaws.com.cn", "api.amazonwebservices.com.cn"},
	{"eusc-", argument.Say("aws-eusc"), "amazonaws.eu", "api.amazonwebservices.eu"},
	{"us-iso-", argument.Say("aws-iso"), "c2s.ic.gov", "api.aws.ic.gov"},
	{"us-isob-", argument.Say("aws-iso-b"), "sc2s.sgov.gov", "api.aws.scloud"},
	{"us-isof-", argument.Say("aws-iso-f"), "csp.hci.ic.gov", "api.aws.hci.ic.gov"},
	{"eu-isoe-", argument.Say("aws-iso-e"), "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk"},
	{"", argument.Say("aws"), "amazonaws.com", "api.aws"},
}
