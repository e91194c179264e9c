# A module that calls another one, which contains an ephemeral resource.

terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.50"
    }
    sessmtp = {
      source = "sessmtp/sessmtp"
    }
  }
}

variable "region" {
  description = "The Region to send mail through."
  type        = string

  # endpoint() fails with an explanation for an unusable Region.
  validation {
    condition     = provider::sessmtp::endpoint(var.region) != null
    error_message = "The Region must have an SES SMTP endpoint."
  }
}

module "smtp" {
  source = "./smtp"

  region = var.region
}

output "smtp" {
  value = {
    host               = provider::sessmtp::endpoint(var.region).host
    username           = module.smtp.username
    password_parameter = module.smtp.password_parameter
  }
}
