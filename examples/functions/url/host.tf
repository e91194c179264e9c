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

output "fips_url" {
  value = provider::sessmtp::url(
    var.access_key_id, var.secret_access_key, "us-east-1",
    { host = provider::sessmtp::endpoint("us-east-1").fips_host }
  )
  sensitive = true
}

output "vpc_url" {
  value = provider::sessmtp::url(
    var.access_key_id, var.secret_access_key, "us-east-1",
    { host = var.vpc_endpoint_host, port = 587 }
  )
  sensitive = true
}
