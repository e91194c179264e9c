terraform {
  required_version = ">= 1.8"

  required_providers {
    sessmtp = { source = "sessmtp/sessmtp" }
  }
}

locals {
  smtp = provider::sessmtp::endpoint("us-gov-west-1")
}

output "smtp_host" {
  # null where AWS documents no FIPS endpoint
  value = local.smtp.fips_host

  precondition {
    condition     = local.smtp.fips_host != null
    error_message = "${local.smtp.region} has no FIPS endpoint for SES SMTP."
  }
}
