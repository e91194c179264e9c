variable "access_key_id" {
  description = "The ID of the access key of the IAM user that sends mail."
  type        = string
}

variable "secret_access_key" {
  description = "The secret access key that belongs to it."
  type        = string
  sensitive   = true
}

output "smtp_url" {
  value     = provider::sessmtp::url(var.access_key_id, var.secret_access_key, "us-east-1", { starttls = true })
  sensitive = true
}
