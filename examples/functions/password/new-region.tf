terraform {
  required_version = ">= 1.8"

  required_providers {
    sessmtp = { source = "sessmtp/sessmtp" }
  }
}

variable "secret_access_key" {
  description = "The secret access key of the IAM user that sends mail."
  type        = string
  sensitive   = true
}

output "smtp_password" {
  value = provider::sessmtp::password(
    var.secret_access_key, "eu-west-4", { skip_region_validation = true }
  )
  sensitive = true
}
