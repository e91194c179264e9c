variable "access_key_id" {
  description = "The ID of the access key of the IAM user that sends mail."
  type        = string
}

variable "secret_access_key" {
  description = "The secret access key that goes with it."
  type        = string
  sensitive   = true
}

variable "vpc_endpoint_host" {
  description = "The name of a VPC endpoint without private DNS, from dns_entry of aws_vpc_endpoint."
  type        = string
}

locals {
  region = "us-east-1"
  smtp   = provider::sessmtp::endpoint(local.region)
  user   = "${var.access_key_id}:${urlencode(provider::sessmtp::password(var.secret_access_key, local.region))}"
}

output "fips" {
  value     = "smtps://${local.user}@${local.smtp.fips_host}:${local.smtp.tls_wrapper_port}"
  sensitive = true
}

output "vpc" {
  value     = "smtps://${local.user}@${var.vpc_endpoint_host}:${local.smtp.tls_wrapper_port}"
  sensitive = true
}
