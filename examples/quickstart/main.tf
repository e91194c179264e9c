# The passwords of one access key in three Regions, from the data source.

terraform {
  required_version = ">= 1.0"

  required_providers {
    sessmtp = {
      source = "sessmtp/sessmtp"
    }
  }
}

locals {
  # The access key of AWS's documentation. It gives access to nothing.
  access_key_id     = "AKIAIOSFODNN7EXAMPLE"
  secret_access_key = sensitive("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")

  regions = toset(["eu-west-1", "us-east-1", "us-west-2"])
}

data "sessmtp_password" "this" {
  for_each = local.regions

  access_key_id     = local.access_key_id
  secret_access_key = local.secret_access_key
  region            = each.key
}

output "hosts" {
  value = { for region, smtp in data.sessmtp_password.this : region => smtp.host }
}

output "data_source" {
  value = {
    for region, smtp in data.sessmtp_password.this : region => smtp.password
  }
  sensitive = true
}
