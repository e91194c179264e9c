terraform {
  required_version = ">= 1.8"

  required_providers {
    aws     = { source = "hashicorp/aws", version = ">= 6.50" }
    sessmtp = { source = "sessmtp/sessmtp" }
  }
}

variable "vpc_id" {
  type = string
}

variable "subnet_ids" {
  type = list(string)
}

variable "security_group_ids" {
  type = list(string)
}

locals {
  smtp = provider::sessmtp::endpoint("eu-west-1")
}

# Terraform creates it in the Region of the AWS provider. For another one, add
# region = local.smtp.region.
resource "aws_vpc_endpoint" "smtp" {
  service_name        = local.smtp.vpc_endpoint_service_name
  vpc_endpoint_type   = "Interface"
  vpc_id              = var.vpc_id
  subnet_ids          = var.subnet_ids
  security_group_ids  = var.security_group_ids
  private_dns_enabled = true
}
