terraform {
  required_version = ">= 1.8"

  required_providers {
    sessmtp = { source = "sessmtp/sessmtp" }
  }
}

variable "access_key_id" {
  description = "The access key ID of the IAM user that sends mail."
  type        = string
}

variable "secret_access_key" {
  description = "The secret access key of the IAM user that sends mail."
  type        = string
  sensitive   = true
}

variable "vpc_endpoint_host" {
  description = "The DNS name of a VPC endpoint without private DNS."
  type        = string
}

locals {
  smtp     = provider::sessmtp::endpoint("us-east-1")
  password = provider::sessmtp::password(var.secret_access_key, local.smtp.region)
  user     = "${var.access_key_id}:${urlencode(local.password)}"
}

output "fips" {
  value     = "smtps://${local.user}@${local.smtp.fips_host}:465"
  sensitive = true
}

output "vpc" {
  value     = "smtps://${local.user}@${var.vpc_endpoint_host}:465"
  sensitive = true
}
